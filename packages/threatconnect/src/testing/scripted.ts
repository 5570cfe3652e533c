import { createClient } from "../client.ts";
import type { Client, ClientOptions } from "../client.ts";
import type { SessionEvent } from "../session.ts";
import { TransportError } from "../transport.ts";
import type { TransportFailure, WireReply, WireRequest } from "../transport.ts";

/** An answer of the script: a reply, or why there is none. */
export type Scripted = Partial<Omit<WireReply, "body">> & { readonly body?: string | Uint8Array; readonly failure?: TransportFailure };

/** A client whose requests are answered by a script, and what it did. */
export interface ScriptedClient {
  readonly client: Client;
  readonly requests: WireRequest[];
  readonly pauses: number[];
  readonly events: SessionEvent[];
}

/** The moment that tests begin at. */
export const START: number = Date.parse("2026-01-01T00:00:00Z");

/** An answer with JSON. */
export function json(body: object, status = 200): Scripted {
  return { status, body: JSON.stringify(body) };
}

/** Answers requests in their order, or by a function; time passes only in pauses. */
export function scripted(
  script: readonly Scripted[] | ((request: WireRequest, number: number) => Scripted | Promise<Scripted>),
  options: Partial<ClientOptions> = {},
): ScriptedClient {
  const requests: WireRequest[] = [];
  const pauses: number[] = [];
  const events: SessionEvent[] = [];
  let now = START;
  const client = createClient({
    apiUrl: "https://tc.example",
    credentials: { accessId: "12345678901234567890", secretKey: "hunter2" },
    clock: {
      now: () => now,
      sleep: async (milliseconds) => {
        pauses.push(milliseconds);
        now += milliseconds;
      },
      random: () => 0.5,
    },
    onEvent: (event) => events.push(event),
    transport: async (request) => {
      requests.push(request);
      const answer = typeof script === "function" ? await script(request, requests.length) : script[requests.length - 1];
      if (answer === undefined) throw new Error(`the script has no answer to ${request.method} ${request.target}`);
      if (answer.failure !== undefined) throw new TransportError(answer.failure, "the connection was reset");
      const body = typeof answer.body === "string" ? new TextEncoder().encode(answer.body) : (answer.body ?? new Uint8Array());
      return { status: answer.status ?? 200, headers: answer.headers ?? {}, body };
    },
    ...options,
  });
  return { client, requests, pauses, events };
}
