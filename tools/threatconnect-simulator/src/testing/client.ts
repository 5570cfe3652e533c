import { request } from "node:http";
import { signature } from "../authentication.ts";
import { isArray, isObject, parseJson, printJson, type JsonObject, type JsonValue } from "../json.ts";
import type { Simulator } from "../server.ts";

/** An answer as tests look at it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The parsed body; undefined where it is no JSON. */
  readonly json: JsonValue;
}

/** The object that an answer carries; empty where it carries none. */
export function row({ json }: Answer): JsonObject {
  const data = isObject(json) ? json["data"] : undefined;
  return isObject(data) ? data : {};
}

/** The list that an answer carries; empty where it carries none. */
export function rows({ json }: Answer): readonly JsonObject[] {
  return isObject(json) ? members(json) : [];
}

/** The members of a collection such as `{"data": […]}`; empty where it is none. */
export function members(collection: JsonValue): readonly JsonObject[] {
  const data = isObject(collection) ? collection["data"] : undefined;
  return isArray(data) ? data.filter(isObject) : [];
}

/** One field of every member of a list. */
export function pluck(list: readonly JsonObject[], field: string): readonly JsonValue[] {
  return list.map((item) => item[field]);
}

/** Sends one signed request: `path` is below /api and goes out as it is. Rejects where the connection breaks. */
export function send(simulator: Simulator, method: string, path: string, body?: JsonValue | Uint8Array): Promise<Answer> {
  const { port } = new URL(simulator.url);
  const target = `/api${path}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const { accessId, secretKey } = simulator.credentials;
  const headers = { Timestamp: timestamp, Authorization: `TC ${accessId}:${signature(secretKey, target, method, timestamp)}` };
  const bytes = body === undefined ? undefined : body instanceof Uint8Array ? body : Buffer.from(printJson(body));
  return new Promise((resolve, reject) => {
    const message = request(
      {
        host: "127.0.0.1",
        port,
        method,
        path: target,
        headers: { ...headers, ...(bytes && { "Content-Length": bytes.length }) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) });
        });
      },
    );
    message.on("error", reject);
    message.end(bytes);
  });
}

/** A path of a list with a query. */
export function query(branch: string, tql: string, more = ""): string {
  return `/v3/${branch}?tql=${encodeURIComponent(tql)}${more}`;
}

function parsed(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
