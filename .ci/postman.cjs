// Prints a Postman collection of a spec: NODE_PATH=…/node_modules node postman.cjs SPEC.json
//
// Postman's own converter makes it. Changed afterwards: its random ids, which would give other bytes each time; its
// variables, so that a user fills in three of them instead of each request; and names that are whole descriptions.

const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { convertV2 } = require('openapi-to-postmanv2');

const OPTIONS = {
  alwaysInheritAuthentication: true,
  enableOptionalParameters: false,
  exampleParametersResolution: 'Example',
  folderStrategy: 'Tags',
  includeAuthInfoInExample: false,
  parametersResolution: 'Example',
  requestParametersResolution: 'Example',
};

const VARIABLES = [
  ['endpoint', undefined, 'The endpoint of a region, or of a simulator.'],
  ['project_id', '', 'The id of the project in that region.'],
  ['token', '', 'A token of IAM that is scoped to the project. It is sent as X-Auth-Token.'],
  ['job_id', '', 'The job that requests are about, from the response of a create request.'],
];

// The same each time, and another for each place in the collection.
function id(place) {
  const hex = createHash('sha256').update(place).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

// Texts are Markdown, whatever the converter calls them.
function markdown(node) {
  if (typeof node !== 'object' || node === null) return;
  if (typeof node.content === 'string' && node.type === 'text/plain') node.type = 'text/markdown';
  Object.values(node).forEach(markdown);
}

function filledIn(url) {
  for (const parameter of [...url.variable, ...url.query]) {
    if (!parameter.disabled && VARIABLES.some(([name]) => name === parameter.key)) parameter.value = `{{${parameter.key}}}`;
  }
}

function renamed(folder, place) {
  for (const item of folder) {
    const { item: items, request } = item;
    const here = request ? `${request.method} /${request.url.path.join('/')}` : `${place}/${item.name}`;
    item.id = id(here);
    if (items) renamed(items, here);
    if (!request) continue;
    request.url.host = ['{{endpoint}}'];
    filledIn(request.url);
    // Absent, it is the collection's.
    delete request.auth;
    item.response.forEach((response, index) => {
      response.id = id(`${here}/${index}`);
      response.name = `${response.code}: ${response.name.split(/\.\s/)[0].replace(/\.$/, '')}`;
      response.originalRequest.url.host = ['{{endpoint}}'];
    });
  }
}

function server({ servers: [{ url, variables = {} }] }) {
  return url.replace(/\{(\w+)\}/g, (_, name) => variables[name].default);
}

const spec = JSON.parse(readFileSync(process.argv[2], 'utf8'));
convertV2({ type: 'json', data: spec }, OPTIONS, (error, result) => {
  if (error || !result.result) {
    console.error(`no collection: ${error ?? result.reason}`);
    process.exitCode = 1;
    return;
  }
  const collection = result.output[0].data;
  collection.info._postman_id = id(collection.info.name);
  collection.info.version = spec.info.version;
  renamed(collection.item, collection.info.name);
  markdown(collection);
  collection.variable = VARIABLES.map(([key, value = server(spec), description]) => ({ key, value, description }));
  for (const setting of collection.auth.apikey) {
    if (setting.key === 'value') setting.value = '{{token}}';
  }
  console.log(JSON.stringify(collection, null, 2));
});
