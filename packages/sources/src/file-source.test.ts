import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { SourceError } from "@sigwright/core";
import type { SourceRow } from "@sigwright/core";
import { fuzzRuns } from "@sigwright/core/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SOURCE_DIAGNOSTICS } from "./diagnostic-catalogue.ts";
import { fileSource, readIndicators, streamSource } from "./file-source.ts";
import { chunked, collect } from "./testing/chunks.ts";

const encoder = new TextEncoder();
const IDENTITY = { spec: "-", path: "feed", name: "the source" };

async function rowsOf(content: string | Uint8Array, lengths: readonly number[] = [], maxRowBytes = 1 << 20): Promise<SourceRow[]> {
  const bytes = typeof content === "string" ? encoder.encode(content) : content;
  return collect(readIndicators(chunked(bytes, lengths), { ...IDENTITY, maxRowBytes }));
}

/** A row in few words: type and value, or code and place of what is wrong. */
function brief(row: SourceRow): string {
  if (row.kind === "indicator") return `${row.indicator.type} ${row.indicator.value}`;
  const { source, diagnostic } = row.problem;
  const { line, column } = source.positionAt(diagnostic.range.start);
  return `${diagnostic.code} at ${source.path}:${line}:${column}`;
}

async function codesOf(content: string): Promise<string[]> {
  const rows = await rowsOf(content);
  return rows.flatMap((row) =>
    (row.kind === "malformed" ? [row.problem] : row.remarks).map(({ diagnostic }) => diagnostic.code),
  );
}

async function failureOf(content: string | Uint8Array): Promise<SourceError> {
  const error: unknown = await rowsOf(content).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SourceError);
  return error as SourceError;
}

describe("every kind of source", () => {
  const expected = ["Host evil-example.net", "Address 198.51.100.7", "URL http://evil-example.net/a,b?c"];
  test.each([
    [
      "NDJSON",
      '{"type":"Host","value":"evil-example.net"}\n\n{"type":"Address","value":"198.51.100.7"}\r\n{"type":"URL","value":"http://evil-example.net/a,b?c"}',
    ],
    [
      "a JSON array",
      '[{"type":"Host","value":"evil-example.net"},\n"198.51.100.7",\n  {"type":"URL","value":"http://evil-example.net/a,b?c"}]',
    ],
    [
      "a platform's answer",
      '{"status":"Success","data":[{"type":"Host","value":"evil-example.net"},{"type":"Address","value":"198.51.100.7"},{"type":"URL","value":"http://evil-example.net/a,b?c"}]}',
    ],
    ["CSV", 'type,value\r\nHost,evil-example.net\r\n"Address","198.51.100.7"\r\nURL,"http://evil-example.net/a,b?c"\r\n'],
    ["CSV without types", "indicator;note\nevil-example.net;x\n198.51.100.7;\nhttp://evil-example.net/a,b?c\n"],
    ["a list", "# threats\nevil-example[.]net\n198.51.100.7 # seen\n\nhxxp://evil-example[.]net/a,b?c"],
  ])("%s, plain, with a byte order mark, gzipped, and however it is cut", async (_, text) => {
    const plain = encoder.encode(text);
    for (const bytes of [plain, Uint8Array.of(0xef, 0xbb, 0xbf, ...plain), gzipSync(plain)]) {
      for (const lengths of [[], [1], [3, 7]]) expect((await rowsOf(bytes, lengths)).map(brief)).toEqual(expected);
    }
  });

  test.each([
    ["empty", "", "is empty"],
    ["blank", " \n\r\n", "is empty"],
    ["only comments", "# nothing\n# at all\n", "holds no indicators"],
    ["an empty array", "[]", "holds no indicators"],
    ["a header alone", "type,value\n", "holds no indicators"],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x61, 0), "is UTF-16 text"],
    ["UTF-16 without a mark", encoder.encode("type,value\n".replaceAll(/./gs, "$&\0")), "looks like UTF-16"],
    ["a ZIP archive", Uint8Array.of(0x50, 0x4b, 3, 4, 20), "is a ZIP archive"],
    ["a PDF", "%PDF-1.7", "is a PDF document"],
    ["a web page", "<html><body>404", "is a web page"],
    ["cut off gzip", gzipSync(encoder.encode("evil-example.net\n".repeat(999))).subarray(0, 40), "gzip data"],
    ["a cut off JSON array", '[{"type":"Host","value":"evil-example.net"},', "feed:1:45: the JSON document ends before it is closed"],
    ["a STIX bundle", '{\n"type": "bundle",\n"objects": []}', "feed:3:12: the document is a STIX bundle"],
  ])("%s is refused in words", async (_, content, message) => {
    const failure = await failureOf(content);
    expect(failure.message).toContain(message);
    expect(failure.help).toBeDefined();
  });
});

describe("a bad row is told with its place and costs no other", () => {
  test.each([
    [
      "NDJSON",
      '{"type":"Host","value":"a-host.net"}\n{"type":"Host",}\n  {"type":"Host","value":"no host"}\nnull\n{"type":"Host","value":"b-host.net"}\n',
      [
        "Host a-host.net",
        "source/json-syntax at feed:2:16",
        "indicator/invalid-host at feed:3:26",
        "indicator/not-a-record at feed:4:1",
        "Host b-host.net",
      ],
    ],
    [
      "a JSON array on one line",
      '["a-host.net",{"type":"Host","value":7e},{"value":"x"},"no host","b-host.net"]',
      [
        "Host a-host.net",
        "source/json-syntax at feed:1:38",
        "indicator/missing-type at feed:1:42",
        "source/unknown-value at feed:1:56",
        "Host b-host.net",
      ],
    ],
    [
      "a JSON array over lines",
      '[\n  {\n    "type": "Host",\n    "value": "no host"\n  },\n  {"type":"Host","value":"b-host.net"}\n]',
      ["indicator/invalid-host at feed:4:14", "Host b-host.net"],
    ],
    [
      "CSV",
      'type,value,rating\nHost,"a-host.net",3\nHost,no host,3\nURL,http://a.net/x,y,3,4\nHost,"b\nHost,b-host.net\n',
      [
        "Host a-host.net",
        "indicator/invalid-host at feed:3:6",
        "source/csv-columns at feed:4:22",
        "source/csv-syntax at feed:5:6",
        "Host b-host.net",
      ],
    ],
    [
      "a list",
      "a-host.net\n\n  what is this?\nevil-example.net/path\nb-host.net\n",
      ["Host a-host.net", "source/unknown-value at feed:3:3", "source/unknown-value at feed:4:1", "Host b-host.net"],
    ],
  ])("%s", async (_, text, expected) => {
    expect((await rowsOf(text)).map(brief)).toEqual(expected);
  });

  test("a row over the limit", async () => {
    const long = "x".repeat(3000);
    expect((await rowsOf(`{"type":"Host","value":"a-host.net"}\n{"type":"Mutex","value":"${long}"}\n{"type":"Host","value":"b-host.net"}\n`, [], 1000)).map(brief)).toEqual(["Host a-host.net", "source/row-too-long at feed:2:1", "Host b-host.net"]);
    expect((await rowsOf(`[{"type":"Mutex","value":"${long}"},"b-host.net"]`, [100], 1000)).map(brief)).toEqual(["source/row-too-long at feed:1:2", "Host b-host.net"]);
    expect((await rowsOf(`value\n${long}\nb-host.net\n`, [100], 1000)).map(brief)).toEqual(["source/row-too-long at feed:2:1", "Host b-host.net"]);
  });

  test("bytes that are not UTF-8", async () => {
    const rows = await rowsOf(Uint8Array.of(...encoder.encode('{"type":"Mutex","value":"caf'), 0xe9, ...encoder.encode('"}\n{"type":"Host","value":"b-host.net"}')));
    expect(rows.map(brief)).toEqual(["Mutex café", "Host b-host.net"]);
    const [first] = rows;
    expect(first).toMatchObject({ remarks: [{ diagnostic: { code: "source/not-utf-8", severity: "warning", range: { start: 28, end: 29 } } }] });
  });

  test("whatever the bytes: rows, or a refusal in words", async () => {
    const pieces = fc.constantFrom('{"type":"Host","value":"a-host.net"}', "type,value", "Host,a-host.net", "[", "]", "{", "}", '"', ",", "\n", "\\", "\0", "\u202e", "a-host.net", "1.2.3.4", "é");
    const bytes = fc.oneof(
      fc.array(pieces).map((parts) => encoder.encode(parts.join(""))),
      fc.uint8Array({ maxLength: 200 }),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const outcome: unknown = await rowsOf(content, [5]).catch((error: unknown) => error);
        expect(Array.isArray(outcome) || outcome instanceof SourceError).toBe(true);
      }),
      { numRuns: fuzzRuns(500) },
    );
  });
});

test.each([
  ["-5", "-5"],
  ["101", "101"],
  ['"high"', "high"],
  ["1e400", /Infinity|1e400/],
])("a confidence of %s is left unknown with the same words in every form", async (written, shown) => {
  const forms = [
    `{"type":"Host","value":"evil-example.net","confidence":${written}}\n`,
    `[{"type":"Host","value":"evil-example.net","confidence":${written}}]`,
    `type,value,confidence\nHost,evil-example.net,${written}\n`,
  ];
  for (const form of forms) {
    const [row] = await rowsOf(form);
    if (row?.kind !== "indicator") throw new Error("no indicator");
    expect(row.indicator.confidence).toBeUndefined();
    expect(row.remarks.map(({ diagnostic }) => diagnostic.message.replace(shown, "…"))).toEqual(["`confidence` is `…`, not a number from 0 to 100; left unknown"]);
  }
});

describe("CSV columns", () => {
  test("fill the fields of the indicator", async () => {
    const [row] = await rowsOf(
      "Type,Summary,Threat Rating,Confidence,Tags,TLP,Indicator Active,Date Added,Last Seen,Owner Name,Web Link,Description\n" +
        'EmailAddress,a@evil-example.net,4.00,80%,"c2; apt99",AMBER,yes,2026-01-02T03:04:05Z,2026-05-01,My Org,https://platform.invalid/1,"two\nlines"\n',
    );
    expect(row).toMatchObject({
      kind: "indicator",
      remarks: [],
      indicator: {
        type: "EmailAddress",
        value: "a@evil-example.net",
        rating: 4,
        confidence: 80,
        tags: ["c2", "apt99"],
        labels: ["TLP:AMBER"],
        active: true,
        dateAdded: "2026-01-02T03:04:05Z",
        owner: "My Org",
        link: "https://platform.invalid/1",
        description: "two\nlines",
        provenance: { source: "-", line: 2 },
      },
    });
  });

  test("leave unknown what is empty", async () => {
    const [row] = await rowsOf("value,rating,confidence,tags\nevil-example.net,,,\n");
    expect(row).toMatchObject({ kind: "indicator", indicator: { tags: [] } });
    expect(row?.kind === "indicator" && row.indicator.rating).toBeUndefined();
  });

  test("with digests make a file", async () => {
    const md5 = "d41d8cd98f00b204e9800998ecf8427e";
    const sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    const [row] = await rowsOf(`md5,sha1,size\n${md5.toUpperCase()},${sha1},42\n`);
    expect(row).toMatchObject({ indicator: { type: "File", digests: { md5, sha1, size: 42 } } });
  });

  test("named after a type give it", async () => {
    const rows = await rowsOf("ip,seen\n198.51.100.7,x\n198.51.100.0/24,x\n");
    expect(rows.map(brief)).toEqual(["Address 198.51.100.7", "CIDR 198.51.100.0/24"]);
  });

  test("take comments, and hashtags where there are types", async () => {
    expect((await rowsOf("# feed\nvalue\n# more\nevil-example.net\n")).map(brief)).toEqual(["Host evil-example.net"]);
    const rows = await rowsOf("#a,b\nvalue,type\n#evilcorp,Hashtag\n# the end\n");
    expect(rows.map(brief)).toEqual(["Hashtag #evilcorp"]);
  });

  test("that are not known are told once, with a suggestion", async () => {
    const [, first, second] = await rowsOf("value,confidense,colour\n?,1,x\nevil-example.net,1,x\nb-host.net,1,x\n");
    expect(first).toMatchObject({
      remarks: [
        { diagnostic: { code: "source/unknown-column", severity: "warning", help: "did you mean `confidence`?" } },
        { diagnostic: { code: "source/unknown-column", severity: "info" } },
      ],
    });
    expect(second).toMatchObject({ remarks: [] });
  });
});

describe("files", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sigwright-sources-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("are read from the start at each call", async () => {
    const path = join(folder, "feed.txt.gz");
    await writeFile(path, gzipSync("evil-example.net\n"));
    const source = fileSource(path);
    expect(source.spec).toBe(`file:${path}`);
    for (let turn = 0; turn < 2; turn++) {
      const rows = await collect(source.read());
      expect(rows).toMatchObject([{ indicator: { value: "evil-example.net", provenance: { source: `file:${path}`, line: 1 } } }]);
    }
  });

  test("that are not there are told with what is", async () => {
    await writeFile(join(folder, "indicators.ndjson"), "");
    await expect(collect(fileSource(join(folder, "indicatros.ndjson")).read())).rejects.toMatchObject({
      name: "SourceError",
      help: `did you mean \`${join(folder, "indicators.ndjson")}\`?`,
    });
    await expect(collect(fileSource(join(folder, "quite", "else")).read())).rejects.toThrow("there is no file");
  });

  test("that are folders are told so", async () => {
    await mkdir(join(folder, "sub"));
    await expect(collect(fileSource(join(folder, "sub")).read())).rejects.toThrow("is a folder");
  });

  test.skipIf(process.getuid?.() === 0)("that may not be read are told so", async () => {
    const path = join(folder, "secret");
    await writeFile(path, "x");
    await chmod(path, 0);
    await expect(collect(fileSource(path).read())).rejects.toThrow("may not be read");
  });

  test("reading stops when the reader does", async () => {
    const path = join(folder, "long.txt");
    await writeFile(path, "evil-example.net\n".repeat(200_000));
    for await (const row of fileSource(path).read()) {
      expect(row.kind).toBe("indicator");
      break;
    }
  });
});

test("a stream that is refused is let go", async () => {
  let isClosed = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield encoder.encode("<html>".repeat(20_000));
    } finally {
      isClosed = true;
    }
  }
  await expect(collect(readIndicators(endless(), IDENTITY))).rejects.toThrow("is a web page");
  expect(isClosed).toBe(true);
});

test("a stream is read once", async () => {
  const source = streamSource(chunked(encoder.encode("evil-example.net"), []), IDENTITY);
  expect(await collect(source.read())).toHaveLength(1);
  expect(() => source.read()).toThrow("once only");
});

describe("the catalogue", () => {
  test.each(SOURCE_DIAGNOSTICS.filter(({ example }) => example !== undefined).map((info) => [info.code, info] as const))(
    "%s: the bad example gives it, the good one nothing",
    async (code, info) => {
      expect(await codesOf(info.example!.bad)).toContain(code);
      expect(await codesOf(info.example!.good)).toEqual([]);
    },
  );

  test("has its codes in order, each once", () => {
    const codes = SOURCE_DIAGNOSTICS.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].toSorted());
  });
});
