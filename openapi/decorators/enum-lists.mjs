// Turns `x-enum-descriptions` from a map into a list in the order of `enum`, which is the form that generators read. The
// spec has maps, because an overlay can update a map, but only append to a list. For the same reason, no overlay can
// make this change, and it is a decorator of Redocly's.

const KEY = 'x-enum-descriptions';

const EnumLists = () => ({
  Schema: {
    leave(schema, { report, location }) {
      const meanings = schema[KEY];
      if (!meanings || Array.isArray(meanings) || !Array.isArray(schema.enum)) return;
      const missing = schema.enum.filter((value) => typeof meanings[value] !== 'string');
      if (missing.length > 0) {
        report({ message: `${KEY} does not describe ${missing.join(', ')}`, location: location.child(KEY) });
        return;
      }
      schema[KEY] = schema.enum.map((value) => meanings[value]);
    },
  },
});

export default () => ({ id: 'decorators', decorators: { oas3: { 'enum-lists': EnumLists } } });
