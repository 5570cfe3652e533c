import type { DiagnosticInfo } from "@sigwright/core";

/** Every diagnostic that reading a source can give, beside those about an indicator's fields, which are core's. */
export const SOURCE_DIAGNOSTICS: readonly DiagnosticInfo[] = [
  {
    code: "source/csv-columns",
    severity: "error",
    summary: "A row of a CSV file has more cells than the header names columns.",
    explanation:
      "Which cell belongs to which column can't be known, so the row is left out. Most often a value holds the " +
      "delimiter and is not quoted: put it in double quotes.",
    example: {
      bad: "type,value\nURL,http://evil-example.net/a,b\n",
      good: 'type,value\nURL,"http://evil-example.net/a,b"\n',
    },
  },
  {
    code: "source/csv-syntax",
    severity: "error",
    summary: "A quoted cell of a CSV file is not closed, or text follows its closing quote.",
    explanation:
      "The line is left out and reading goes on with the next one. A quote inside a quoted cell is written twice " +
      "(RFC 4180).",
    example: {
      bad: 'type,value\nEmailSubject,"Your "invoice" is due"\n',
      good: 'type,value\nEmailSubject,"Your ""invoice"" is due"\n',
    },
  },
  {
    code: "source/json-syntax",
    severity: "error",
    summary: "A row is not valid JSON.",
    explanation:
      "Each indicator is one JSON object. The row is left out and the others are read. In a JSON array this holds as " +
      "long as brackets and quotes are closed; a document that is cut off is refused as a whole.",
    example: {
      bad: '{"type":"Host","value":"evil-example.net",}\n',
      good: '{"type":"Host","value":"evil-example.net"}\n',
    },
  },
  {
    code: "source/not-utf-8",
    severity: "warning",
    summary: "A row has bytes that are not valid UTF-8 and was read as Latin-1.",
    explanation:
      "Only this row is read so; the value may differ from what was meant if the file is in another encoding. Save " +
      "the file as UTF-8.",
  },
  {
    code: "source/row-too-long",
    severity: "error",
    summary: "A row is longer than a row may be (1 MiB).",
    explanation:
      "No indicator is that long. Most often a line end or a closing quote is missing. The row is left out and reading " +
      "goes on after it.",
  },
  {
    code: "source/unknown-column",
    severity: "info",
    summary: "A column of a CSV file has a name that is not known, and was not read.",
    explanation:
      "It is said once, with the first row, and as a warning when the name resembles a known one. Known columns: " +
      "`type`, `value`, `rating`, `confidence`, `tags`, `labels`, `active`, `dateAdded`, `lastModified`, `firstSeen`, " +
      "`lastSeen`, `expires`, `owner`, `description`, `source`, `link`, `groups`, `md5`, `sha1`, `sha256`, `size`, " +
      "the column names of ThreatConnect's exports, and columns named after a type of indicator.",
    example: {
      bad: "type,value,confidense\nHost,evil-example.net,80\n",
      good: "type,value,confidence\nHost,evil-example.net,80\n",
    },
  },
  {
    code: "source/unknown-value",
    severity: "error",
    summary: "The type of a value can't be told.",
    explanation:
      "A plain list, and a CSV file without a type column, leave the type to be told from the value. That works for " +
      "addresses, networks, host names, URLs with their scheme, mail addresses, hashes, AS numbers and registry keys. " +
      "Other types need a source that names them: NDJSON, JSON, or CSV with a column `type`.",
    example: {
      bad: "evil-example.net/gate.php\n",
      good: "http://evil-example.net/gate.php\n",
    },
  },
];
