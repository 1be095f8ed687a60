//! Finds out where in the spec the cursor is, without a parser: while something is typed, the text mostly is not YAML.
//!
//! The scan goes by indentation, dashes, colons, quotes and brackets. It reads the YAML that people write in specs, in
//! blocks and in brackets, and JSON; it does not know aliases and keys with `?`. What is broken on one line does not
//! change the places on others: a quote or bracket that is not closed ends where the indentation shows its end.

use std::cell::Cell;
use std::ops::Range;

use super::kind::Step;

/// The place of the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// The steps to the value at the cursor; if the cursor is at a key, those to the map.
    pub(super) path: Vec<Step>,
    /// The thing that is typed.
    pub(super) role: Role,
    /// The bytes of the word at the cursor, with its quotes. They are on one line.
    pub(super) word: Range<usize>,
    /// The other keys of the map.
    pub(super) keys: Vec<String>,
    /// Whether a colon follows the word.
    pub(super) colon: bool,
    /// Whether a space is missing before the word.
    pub(super) space: bool,
    /// Whether the map or list is in brackets.
    pub(super) brackets: bool,
}

/// The thing that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A key of a map.
    Key,
    /// A value.
    Value,
    /// The first thing of a value, which may become a key of a map or the value itself.
    Start,
}

impl Spot {
    /// Returns the place of a byte, unless it is in a comment, in a text of several lines, or where nothing can stand.
    pub(super) fn find(text: &str, cursor: usize) -> Option<Self> {
        let line = Cell::new((0, 0));
        let mut scan = Scan { text, line, cursor, stack: Vec::new(), brackets: false, found: None, done: false };
        let mut at = 0;
        while !scan.done && at <= text.len() {
            at = scan.line(at);
        }
        while scan.pop() {}
        scan.found.map(|(spot, _)| spot)
    }
}

/// A map or list that is not complete yet.
struct Frame {
    /// The column of its keys or dashes; nothing in brackets.
    column: usize,
    list: bool,
    /// The key whose value is read, in a map.
    key: Option<String>,
    /// The number of the item that is read, in a list.
    item: usize,
    keys: Vec<String>,
    /// Whether the value of the key, or the item, has been read on its own line.
    filled: bool,
}

impl Frame {
    fn new(column: usize, list: bool) -> Self {
        Self { column, list, key: None, item: 0, keys: Vec::new(), filled: false }
    }
}

struct Scan<'t> {
    text: &'t str,
    /// A byte and the end of its line, so that a long line is not searched again for each word.
    line: Cell<(usize, usize)>,
    cursor: usize,
    stack: Vec<Frame>,
    brackets: bool,
    /// The place, and the number of the frame that has its other keys.
    found: Option<(Spot, Option<usize>)>,
    /// Whether nothing more is to be found.
    done: bool,
}

impl Scan<'_> {
    /// Reads a line, with everything that begins on it and goes on below. Returns the start of the next line.
    fn line(&mut self, start: usize) -> usize {
        let end = self.line_end(start);
        let here = (start..=end).contains(&self.cursor);
        let mut at = self.skip_spaces(start, end);
        if at == end {
            if here {
                self.blank(start);
            }
            return self.after(end);
        }
        if here && self.cursor < at {
            self.done = true;
        }
        let content = self.part(at..end);
        if content.starts_with('#') || (at == start && is_marker(content)) {
            self.done |= here;
            return self.after(end);
        }
        loop {
            let column = at - start;
            let dash = self.is_dash(at);
            self.close(column, dash);
            if dash {
                self.item(column);
                let next = self.skip_spaces(at + 1, end);
                let is_here = here && self.cursor > at;
                if next == end || self.is_comment(next) {
                    match is_here && self.cursor <= next {
                        true => self.start(self.cursor..self.cursor, self.cursor - start, self.cursor == at + 1),
                        false => self.done |= is_here,
                    }
                    return self.after(end);
                }
                self.done |= is_here && self.cursor < next;
                at = next;
                continue;
            }
            let Some((key, word, colon)) = self.key(at, end) else {
                return self.node(at, end, column, Role::Start);
            };
            if self.stack.last().is_none_or(|top| top.list || top.column != column) {
                self.push(Frame::new(column, false));
            }
            self.enter(key, word, true);
            return self.value(colon + 1, end);
        }
    }

    /// Reads the value after the colon of a key.
    fn value(&mut self, from: usize, end: usize) -> usize {
        let at = self.skip_properties(self.skip_spaces(from, end), end);
        let comment = self.is_comment(at);
        if at == end || comment {
            if comment && self.part(at..end).starts_with("#/") && (at..=end).contains(&self.cursor) {
                // A pointer without quotes, which YAML takes for a comment.
                self.find_value(at..self.trim(at..end), false);
            } else if (from..=at).contains(&self.cursor) {
                self.find_value(self.cursor..self.cursor, self.cursor == from);
            }
            self.done |= (at..=end).contains(&self.cursor);
            return self.after(end);
        }
        self.done |= (from..at).contains(&self.cursor);
        self.node(at, end, 0, Role::Value)
    }

    /// Reads the scalar, or the brackets, that begin here in this column.
    fn node(&mut self, at: usize, end: usize, column: usize, role: Role) -> usize {
        // The lines below that are indented more than the key or the dash belong to the value.
        let owner = self.stack.last().map(|top| top.column);
        let next = match self.byte(at) {
            Some(b'|' | b'>') if role == Role::Value || self.stack.last().is_some_and(|top| top.list) => {
                self.done |= (at..=end).contains(&self.cursor);
                self.skip_block(self.after(end), owner.unwrap_or_default())
            }
            Some(b'{' | b'[') => {
                self.brackets = true;
                let next = self.flow(at, owner);
                self.brackets = false;
                next
            }
            Some(quote @ (b'"' | b'\'')) => {
                let close = self.quoted(at, quote, owner);
                if (at..=close).contains(&self.cursor) {
                    match end >= close {
                        true => self.scalar(at..close, role, column),
                        false => self.done = true,
                    }
                }
                let end = self.line_end(close);
                self.done |= (close..=end).contains(&self.cursor) && self.found.is_none();
                self.after(end)
            }
            _ => {
                let word = at..self.plain_end(at, end);
                if (word.start..=word.end).contains(&self.cursor) {
                    self.scalar(word, role, column);
                }
                self.done |= (at..=end).contains(&self.cursor) && self.found.is_none();
                self.after(end)
            }
        };
        self.fill();
        next
    }

    /// Reads what is in brackets. Lines below must be indented more than the column, unless they close a bracket.
    fn flow(&mut self, at: usize, column: Option<usize>) -> usize {
        let base = self.stack.len();
        let mut at = at;
        while !self.done {
            let Some(byte) = self.byte(at) else { break };
            let punctuation = matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b']' | b'}');
            if at == self.cursor && punctuation {
                self.gap();
            }
            match byte {
                b'\n' | b'\r' => {
                    at = self.after(at);
                    let end = self.line_end(at);
                    let next = self.skip_spaces(at, end);
                    let less = column.is_some_and(|column| next - at <= column);
                    if less && next < end && !matches!(self.byte(next), Some(b']' | b'}')) {
                        self.cut(base);
                        return at;
                    }
                }
                b' ' | b'\t' => at += 1,
                b'{' | b'[' => {
                    self.push(Frame::new(0, byte == b'['));
                    at += 1;
                }
                b']' | b'}' => {
                    self.pop();
                    at += 1;
                    if self.stack.len() <= base {
                        let end = self.line_end(at);
                        self.done |= self.found.is_none() && (at..=end).contains(&self.cursor);
                        return self.after(end);
                    }
                }
                b',' => {
                    if let Some(top) = self.stack.last_mut() {
                        (top.key, top.filled) = (None, false);
                        top.item += 1;
                    }
                    at += 1;
                }
                b'#' if self.is_comment(at) => {
                    let end = self.line_end(at);
                    if (at..=end).contains(&self.cursor) {
                        match self.part(at..end).starts_with("#/") {
                            true => self.flow_scalar(at..self.trim(at..end), false),
                            false => self.done = true,
                        }
                    }
                    at = end;
                }
                b':' => at += 1,
                _ => at = self.flow_word(at, byte, column),
            }
        }
        if at >= self.text.len() && self.cursor == self.text.len() {
            self.gap();
        }
        self.cut(base);
        self.text.len() + 1
    }

    /// Reads a scalar in brackets, and the colon after it. Returns the byte after them.
    fn flow_word(&mut self, at: usize, first: u8, column: Option<usize>) -> usize {
        let (close, quoted) = match first {
            b'"' | b'\'' => (self.quoted(at, first, column), true),
            _ => (self.flow_plain_end(at), false),
        };
        let next = if quoted { self.skip_blank(close) } else { self.skip_spaces(close, self.line_end(close)) };
        let colon = self.byte(next) == Some(b':');
        let key = self.stack.last().is_some_and(|top| !top.list && top.key.is_none());
        let word = at..close;
        match key && colon {
            true => {
                let name = self.name(word.clone());
                self.enter(name, word, true);
                next + 1
            }
            false => {
                let here = (word.start..=word.end).contains(&self.cursor);
                match here && self.line_end(at) >= close {
                    true => self.flow_scalar(word.clone(), false),
                    false => self.done |= here,
                }
                let name = self.name(word);
                if let Some(top) = self.stack.last_mut().filter(|_| key && !here) {
                    top.keys.push(name);
                }
                self.fill();
                close.max(at + 1)
            }
        }
    }

    /// Finds the cursor between two words in brackets.
    fn gap(&mut self) {
        if self.found.is_none() && self.stack.last().is_some_and(|top| !top.filled) {
            let space = self.stack.last().is_some_and(|top| top.key.is_some()) && !self.is_spaced(self.cursor);
            self.flow_scalar(self.cursor..self.cursor, space);
        } else if self.found.is_none() {
            self.done = true;
        }
    }

    /// Finds the cursor at a word in brackets that no colon follows.
    fn flow_scalar(&mut self, word: Range<usize>, space: bool) {
        match self.stack.last() {
            Some(top) if top.filled => self.done = true,
            Some(top) if !top.list && top.key.is_none() => self.find_key(word, false),
            _ => self.find_value(word, space),
        }
    }

    /// Finds the cursor at a scalar on a line.
    fn scalar(&mut self, word: Range<usize>, role: Role, column: usize) {
        match role {
            Role::Value => self.find_value(word, false),
            _ => self.start(word, column, false),
        }
    }

    /// Finds the cursor at the first word of a line or item, which no colon follows.
    fn start(&mut self, word: Range<usize>, column: usize, space: bool) {
        match self.stack.last() {
            Some(top) if !top.list && top.column == column => self.find_key(word, false),
            // The value is there already; its text may go on here.
            Some(top) if top.filled => self.done = true,
            _ => {
                self.push(Frame::new(column, false));
                self.found(Role::Start, word, Some(self.stack.len() - 1));
            }
        }
        if let Some((spot, _)) = &mut self.found {
            spot.space = space;
        }
    }

    /// Finds the cursor on a line without text.
    fn blank(&mut self, start: usize) {
        if self.found.is_some() {
            return;
        }
        let column = self.cursor - start;
        self.close(column, false);
        self.start(self.cursor..self.cursor, column, false);
    }

    /// Goes to a key of the innermost map, whose word may be that of the cursor.
    fn enter(&mut self, key: String, word: Range<usize>, colon: bool) {
        let here = self.found.is_none() && (word.start..=word.end).contains(&self.cursor);
        if here {
            self.find_key(word, colon);
        }
        if let Some(top) = self.stack.last_mut() {
            if !here {
                top.keys.push(key.clone());
            }
            (top.key, top.filled) = (Some(key), false);
        }
    }

    /// Goes to the next item of the list in this column.
    fn item(&mut self, column: usize) {
        match self.stack.last_mut() {
            Some(top) if top.list && top.column == column => {
                top.item += 1;
                top.filled = false;
            }
            _ => self.push(Frame::new(column, true)),
        }
    }

    /// Leaves the maps and lists to which a word in this column does not belong.
    fn close(&mut self, column: usize, dash: bool) {
        while let Some(top) = self.stack.last()
            && (top.column > column || (top.list && top.column == column && !dash))
        {
            self.pop();
        }
    }

    fn find_key(&mut self, word: Range<usize>, colon: bool) {
        let frame = self.stack.len().checked_sub(1);
        self.found(Role::Key, word, frame);
        if let Some((spot, _)) = &mut self.found {
            spot.colon = colon;
        }
    }

    fn find_value(&mut self, word: Range<usize>, space: bool) {
        self.found(Role::Value, word, None);
        if let Some((spot, _)) = &mut self.found {
            spot.space = space;
        }
    }

    /// Keeps the place of the cursor. The other keys are complete when their frame is left.
    fn found(&mut self, role: Role, word: Range<usize>, frame: Option<usize>) {
        if self.found.is_none() {
            let frames = &self.stack[..frame.unwrap_or(self.stack.len())];
            let path = frames.iter().filter_map(|frame| match frame.list {
                true => Some(Step::Item(frame.item)),
                false => frame.key.clone().map(Step::Key),
            });
            let path = path.collect();
            let (keys, brackets) = (Vec::new(), self.brackets);
            self.found = Some((Spot { path, role, word, keys, colon: false, space: false, brackets }, frame));
            self.done = frame.is_none();
        }
    }

    /// Leaves the innermost map or list.
    fn pop(&mut self) -> bool {
        let Some(top) = self.stack.pop() else { return false };
        if let Some((spot, frame)) = &mut self.found
            && *frame == Some(self.stack.len())
        {
            (spot.keys, *frame) = (top.keys, None);
            self.done = true;
        }
        true
    }

    fn cut(&mut self, length: usize) {
        while self.stack.len() > length {
            self.pop();
        }
    }

    /// Goes into a map or list, which is the value of the key or item before it.
    fn push(&mut self, frame: Frame) {
        self.fill();
        self.stack.push(frame);
    }

    fn fill(&mut self) {
        if let Some(top) = self.stack.last_mut() {
            top.filled = true;
        }
    }
}

/// What the text has at a byte.
impl Scan<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn part(&self, span: Range<usize>) -> &str {
        self.text.get(span).unwrap_or_default()
    }

    fn line_end(&self, at: usize) -> usize {
        let (start, end) = self.line.get();
        if (start..=end).contains(&at) && end > start {
            return end;
        }
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).map_or(self.text.len(), |n| at + n);
        self.line.set((at, end));
        end
    }

    /// Returns the start of the line after an end of a line; after the last one, a byte beyond the text.
    fn after(&self, end: usize) -> usize {
        match (self.byte(end), self.byte(end + 1)) {
            (Some(b'\r'), Some(b'\n')) => end + 2,
            _ => end + 1,
        }
    }

    fn skip_spaces(&self, from: usize, end: usize) -> usize {
        (from..end).find(|at| !matches!(self.byte(*at), Some(b' ' | b'\t'))).unwrap_or(end.max(from))
    }

    /// Skips spaces and ends of lines.
    fn skip_blank(&self, from: usize) -> usize {
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        rest.iter().position(|byte| !blank(byte)).map_or(self.text.len(), |n| from + n)
    }

    /// Skips an anchor or a tag.
    fn skip_properties(&self, at: usize, end: usize) -> usize {
        match self.byte(at) {
            Some(b'&' | b'!') => {
                let word = (at..end).find(|at| self.byte(*at) == Some(b' ')).unwrap_or(end);
                self.skip_spaces(word, end)
            }
            _ => at,
        }
    }

    fn is_dash(&self, at: usize) -> bool {
        self.byte(at) == Some(b'-') && matches!(self.byte(at + 1), None | Some(b' ' | b'\t' | b'\r' | b'\n'))
    }

    fn is_comment(&self, at: usize) -> bool {
        self.byte(at) == Some(b'#') && self.is_spaced(at)
    }

    /// Returns whether a space or the start of a line is before a byte.
    fn is_spaced(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| matches!(self.byte(before), Some(b' ' | b'\t' | b'\r' | b'\n')))
    }

    /// Returns the key that begins here with its word and the place of its colon, if the line has one.
    fn key(&self, at: usize, end: usize) -> Option<(String, Range<usize>, usize)> {
        let (word, colon) = match self.byte(at)? {
            b'{' | b'[' | b'#' | b'|' | b'>' | b'?' => return None,
            quote @ (b'"' | b'\'') => {
                let close = self.quoted(at, quote, None);
                (at..close, self.skip_spaces(close, end))
            }
            _ => {
                let ends = |at: &usize| {
                    self.byte(*at) == Some(b':') && (at + 1 >= end || matches!(self.byte(at + 1), Some(b' ' | b'\t')))
                };
                let colon = (at..end).take_while(|at| !self.is_comment(*at)).find(ends)?;
                (at..self.trim(at..colon), colon)
            }
        };
        let is = self.byte(colon) == Some(b':') && colon < end && word.end > word.start;
        is.then(|| (self.name(word.clone()), word, colon))
    }

    /// Returns the text of a word without its quotes.
    fn name(&self, word: Range<usize>) -> String {
        let text = self.part(word);
        let inner = |quote: char| text.strip_prefix(quote).map(|rest| rest.strip_suffix(quote).unwrap_or(rest));
        match (inner('\''), inner('"')) {
            (Some(text), _) => text.replace("''", "'"),
            (_, Some(rest)) => serde_json::from_str(text).unwrap_or_else(|_| rest.to_owned()),
            _ => text.to_owned(),
        }
    }

    /// Returns the end of a scalar in quotes. If no quote closes it on its line or on deeper ones below, it ends with the
    /// line.
    fn quoted(&self, at: usize, quote: u8, column: Option<usize>) -> usize {
        let mut next = at + 1;
        let mut line = self.line_end(at);
        loop {
            if next >= line {
                let start = self.after(line);
                let end = self.line_end(start);
                let text = self.skip_spaces(start, end);
                let deeper = column.is_some_and(|column| text == end || text - start > column);
                if !deeper || start > self.text.len() {
                    return self.line_end(at);
                }
                (next, line) = (start, end);
                continue;
            }
            match (quote, self.byte(next), self.byte(next + 1)) {
                (b'"', Some(b'\\'), _) | (b'\'', Some(b'\''), Some(b'\'')) => next += 2,
                (_, Some(byte), _) if byte == quote => return next + 1,
                _ => next += 1,
            }
        }
    }

    /// Returns the end of a scalar without quotes on its line.
    fn plain_end(&self, at: usize, end: usize) -> usize {
        let comment = (at..end).find(|at| self.is_comment(*at)).unwrap_or(end);
        self.trim(at..comment)
    }

    /// Returns the end of a scalar without quotes in brackets.
    fn flow_plain_end(&self, at: usize) -> usize {
        let end = self.line_end(at);
        let ends = |at: &usize| match self.byte(*at) {
            Some(b',' | b'[' | b']' | b'{' | b'}') => true,
            Some(b':') => matches!(
                self.byte(at + 1),
                None | Some(b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']' | b'{' | b'}')
            ),
            _ => self.is_comment(*at),
        };
        self.trim(at..(at..end).find(ends).unwrap_or(end))
    }

    fn trim(&self, span: Range<usize>) -> usize {
        span.start + self.part(span.clone()).trim_end_matches([' ', '\t']).len()
    }

    /// Skips the lines of a text below `|` or `>`, which are indented more than the column.
    fn skip_block(&mut self, from: usize, column: usize) -> usize {
        let mut at = from;
        while at <= self.text.len() {
            let end = self.line_end(at);
            let text = self.skip_spaces(at, end);
            let here = (at..=end).contains(&self.cursor);
            if text - at <= column && (text < end || (here && self.cursor - at <= column)) {
                break;
            }
            self.done |= here;
            at = self.after(end);
        }
        at
    }
}

/// Returns whether a line separates documents, or is a directive.
fn is_marker(line: &str) -> bool {
    line.starts_with('%') || line == "---" || line == "..." || line.starts_with("--- ")
}

#[cfg(test)]
mod tests {
    use metastudio_voice_codegen::yaml::{self, Content, Node, ScalarKind};

    use super::*;

    const SPEC: &str = include_str!("../../../../../openapi/metastudio-voice.yaml");

    /// Returns the place of the first `¦` in the text as `path role word [keys]`.
    fn spot(text: &str) -> String {
        let cursor = text.find('¦').expect("a cursor");
        let text = text.replacen('¦', "", 1);
        let Some(spot) = Spot::find(&text, cursor) else { return "nowhere".to_owned() };
        let path: Vec<String> = spot.path.iter().map(shown).collect();
        let colon = if spot.colon { ":" } else { "" };
        let space = if spot.space { " spaced" } else { "" };
        let role = format!("{:?}{space}", spot.role).to_lowercase();
        format!("{} {role} <{}{colon}> {}", path.join("/"), &text[spot.word], spot.keys.join(" ")).trim().to_owned()
    }

    fn shown(step: &Step) -> String {
        match step {
            Step::Key(key) => key.clone(),
            Step::Item(item) => item.to_string(),
        }
    }

    #[test]
    fn a_cursor_in_a_block_is_at_a_key_or_at_a_value() {
        let cases = [
            ("¦", "start <>"),
            ("ope¦", "start <ope>"),
            ("a: 1\n¦\nb: 2\n", "key <> a b"),
            ("a: 1\nb¦: 2\nc: 3", "key <b:> a c"),
            ("a:\n  b: 1\n  ¦\n  c: 2\nd: 3\n", "a key <> b c"),
            ("a:\n  b: 1\n  wor¦\nd: 3\n", "a key <wor> b"),
            ("a:\n  ¦\n  b: 1\n", "a start <> b"),
            ("a:\n  wor¦\n", "a start <wor>"),
            ("a: ¦\n", "a value <>"),
            ("a:¦\n", "a value spaced <>"),
            ("a: wo¦rd # comment\n", "a value <word>"),
            ("a: 'wo¦rd'\n", "a value <'word'>"),
            ("a: 'wo¦\nb: it's\n", "a value <'wo>"),
            ("a:\n  $ref: #/comp¦\n", "a/$ref value <#/comp>"),
            ("a: ¦ # comment", "a value <>"),
        ];
        for (text, place) in cases {
            assert_eq!(spot(text), place, "{text}");
        }
    }

    #[test]
    fn a_cursor_in_a_list_is_at_an_item_or_at_a_key_of_one() {
        let cases = [
            ("a:\n  - ¦\n", "a/0 start <>"),
            ("a:\n  -¦\n", "a/0 start spaced <>"),
            ("a:\n- x\n- ¦\nb: 1", "a/1 start <>"),
            ("a:\n  - x\n  - wo¦\n", "a/1 start <wo>"),
            ("a:\n  - b: 1\n    ¦\n  - c: 2\n", "a/0 key <> b"),
            ("a:\n  - b: 1\n    wo¦\n    d: 3\n", "a/0 key <wo> b d"),
            ("a:\n  - ¦\n    d: 3\n", "a/0 start <> d"),
            ("a:\n  - b:\n      - c: ¦\n", "a/0/b/0/c value <>"),
            ("a:\n- b\n¦\n", "key <> a"),
            ("a:\n  - - ¦", "a/0/0 start <>"),
        ];
        for (text, place) in cases {
            assert_eq!(spot(text), place, "{text}");
        }
    }

    #[test]
    fn a_cursor_in_brackets_is_at_a_key_or_at_a_value() {
        let cases = [
            ("a: {¦}", "a key <>"),
            ("a: {b: 1, ¦}", "a key <> b"),
            ("a: {b: 1, wo¦, c: 2}", "a key <wo> b c"),
            ("a: {b: ¦}", "a/b value <>"),
            ("a: {b:¦}", "a/b value spaced <>"),
            ("a: {b: 'w¦', c: 2}", "a/b value <'w'>"),
            ("a: [¦]", "a/0 value <>"),
            ("a: [b, wo¦, c]", "a/1 value <wo>"),
            ("a: [b, ¦", "a/1 value <>"),
            ("a: {$ref: ¦\nb: 2", "a/$ref value <>"),
            ("a:\n  b: {c: ¦\n  d: 2\n", "a/b/c value <>"),
            ("a: [{b: 1}, {c: ¦}]", "a/1/c value <>"),
            ("{\"a\": {\"b\": \"¦\"}}", "a/b value <\"\">"),
            ("{\n  \"a\": 1,\n  \"¦\"\n}", "key <\"\"> a"),
            ("{\n  \"a\": 1,\n  ¦\n  \"b\": 2\n}", "key <> a b"),
            ("a: {b: One two¦ three., c: d}", "a/b value <One two three.>"),
        ];
        for (text, place) in cases {
            assert_eq!(spot(text), place, "{text}");
        }
    }

    #[test]
    fn a_cursor_in_a_text_or_a_comment_or_where_nothing_can_stand_is_nowhere() {
        let cases = [
            "a: |\n  te¦xt: more\n",
            "a: >-\n  text\n\n  ¦\n",
            "a: |¦\n",
            "a: 1 # com¦ment",
            "# com¦ment",
            "a: b\n   ¦\n",
            "a: b\n  mo¦re\n",
            "a: 'b\n  c¦ d'\n",
            "a:\n  b: 1\n ¦\n",
            "a: {b: c ¦}",
            "  ¦  a: 1",
            "a: [b]¦",
        ];
        for text in cases {
            assert_eq!(spot(text), "nowhere", "{text}");
        }
    }

    #[test]
    fn what_is_broken_on_another_line_does_not_matter() {
        let broken = ["x: {", "x: [a, 'b", "x: 'open", "x: \"open", "wor", "x: a: b", "\tx: 1", "- x", "}", "x: |2"];
        for broken in broken {
            let text = format!("a:\n  {broken}\n  b:\n    c: ¦\n  d: 1\n");
            assert_eq!(spot(&text), "a/b/c value <>", "{broken}");
        }
    }

    #[test]
    fn no_text_and_no_cursor_is_too_strange() {
        let parts =
            ["a: ", "- ", "{", "]", "'", "\"", "\r", "\n", "  ", "#", "😀", "|", ":", ",", "\t", "a", "*x", "&y "];
        let mut number = 1_usize;
        for _ in 0..3000 {
            let mut text = String::new();
            for _ in 0..12 {
                number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text += parts[(number >> 33) % parts.len()];
            }
            for cursor in 0..=text.len() + 1 {
                if let Some(spot) = Spot::find(&text, cursor) {
                    assert!(spot.word.contains(&cursor) || spot.word.end == cursor, "{text:?} {cursor}");
                    assert!(text.get(spot.word).is_some_and(|word| !word.contains(['\n', '\r'])), "{text:?} {cursor}");
                }
            }
        }
    }

    /// Returns whether the next place is to be compared, so that not all of them are.
    fn due(count: &mut usize, every: usize) -> bool {
        *count += 1;
        (*count).is_multiple_of(every)
    }

    /// Compares the place of a cursor at keys and scalars with the tree of the parser.
    fn compare(text: &str, node: &Node, path: &[Step], every: usize, count: &mut usize) {
        match &node.content {
            Content::Map(entries) => {
                for entry in entries {
                    if due(count, every) {
                        let spot = Spot::find(text, entry.key.span.start + 1).expect("a place");
                        let keys = entries.iter().map(|entry| &entry.key.text).filter(|key| **key != entry.key.text);
                        assert_eq!((spot.role, &*spot.path), (Role::Key, path), "{}", entry.key.text);
                        assert_eq!(spot.keys, keys.cloned().collect::<Vec<_>>(), "{path:?}");
                        assert_eq!((spot.word, spot.colon), (entry.key.span.clone(), true));
                    }
                    let deeper: Vec<Step> = path.iter().cloned().chain([Step::Key(entry.key.text.clone())]).collect();
                    compare(text, &entry.value, &deeper, every, count);
                }
            }
            Content::List(items) => {
                for (n, item) in items.iter().enumerate() {
                    let deeper: Vec<Step> = path.iter().cloned().chain([Step::Item(n)]).collect();
                    compare(text, item, &deeper, every, count);
                }
            }
            Content::Scalar(scalar) => {
                let source = &text[node.span.clone()];
                // Texts of several lines are no place for a completion, and neither is an empty value.
                let block = !scalar.plain && !source.starts_with(['\'', '"']);
                let many = block || source.contains('\n') || source.is_empty();
                if !many && scalar.kind != ScalarKind::Null && due(count, every) {
                    let spot = Spot::find(text, node.span.start).unwrap_or_else(|| panic!("{path:?}"));
                    assert_eq!(spot.path, path, "{source}");
                    assert_ne!(spot.role, Role::Key);
                    assert_eq!(spot.word, node.span);
                }
            }
        }
    }

    #[test]
    fn the_places_in_the_spec_are_those_of_the_parser() {
        let tree = yaml::read(SPEC, &mut Vec::new()).expect("YAML");
        let mut count = 0;
        compare(SPEC, &tree, &[], 97, &mut count);
        assert!(count > 5000, "{count}");
    }

    #[test]
    fn the_places_in_the_spec_are_those_of_the_parser_with_windows_lines_and_in_json() {
        let windows = SPEC.replace('\n', "\r\n");
        let tree = yaml::read(&windows, &mut Vec::new()).expect("YAML");
        compare(&windows, &tree, &[], 211, &mut 0);
        let json = json(&yaml::read(SPEC, &mut Vec::new()).expect("YAML"));
        for text in [format!("{json:#}"), json.to_string()] {
            let tree = yaml::read(&text, &mut Vec::new()).expect("JSON");
            compare(&text, &tree, &[], 211, &mut 0);
        }
    }

    fn json(node: &Node) -> serde_json::Value {
        match &node.content {
            Content::Map(entries) => entries.iter().map(|entry| (entry.key.text.clone(), json(&entry.value))).collect(),
            Content::List(items) => items.iter().map(json).collect(),
            Content::Scalar(scalar) => match scalar.kind {
                ScalarKind::Bool(value) => value.into(),
                ScalarKind::Integer(number) => i64::try_from(number).expect("a small number").into(),
                _ => scalar.text.clone().into(),
            },
        }
    }
}
