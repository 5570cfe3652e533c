import { StoreError } from "@sigwright/core";
import { createAssociations } from "./associations.ts";
import type { Associations } from "./associations.ts";
import { parseApiUrl } from "./api-url.ts";
import { createAttributes, createSecurityLabels, createTags } from "./group-collections.ts";
import type { Attributes, SecurityLabels, Tags } from "./group-collections.ts";
import { createAuthenticator } from "./authentication.ts";
import type { Credentials } from "./authentication.ts";
import { createDocuments } from "./documents.ts";
import type { Documents } from "./documents.ts";
import { createGroups } from "./groups.ts";
import type { Groups } from "./groups.ts";
import { createIndicators } from "./indicators.ts";
import type { Indicators } from "./indicators.ts";
import { createOwners } from "./owners.ts";
import type { Owners } from "./owners.ts";
import { proxyFor } from "./proxy.ts";
import type { Environment } from "./proxy.ts";
import { DEFAULT_RETRY, SYSTEM_CLOCK } from "./retry.ts";
import type { Clock, RetryPolicy } from "./retry.ts";
import { createSession } from "./session.ts";
import type { SessionEvent } from "./session.ts";
import { createSignatures } from "./signatures.ts";
import type { Signatures } from "./signatures.ts";
import { createTransport } from "./transport.ts";
import type { Transport } from "./transport.ts";

/** How a client is set up. Only address and credentials are needed. */
export interface ClientOptions {
  /** Address of the API, with or without `https://`, `/api` and a final slash. */
  readonly apiUrl: string;
  readonly credentials: Credentials;
  /** Certificates (PEM) of authorities that are trusted beside Node's own, a TLS inspecting proxy's for example. */
  readonly certificates?: readonly string[];
  /** Where `HTTPS_PROXY` and `NO_PROXY` are looked up. Default: nowhere, so no proxy. */
  readonly environment?: Environment;
  /** The longest one exchange may take, in milliseconds. Default 60,000. */
  readonly timeout?: number;
  /** The most bytes one answer may have. Default 64 MiB. */
  readonly maxBytes?: number;
  /** The most requests at a time. Default 4. */
  readonly concurrency?: number;
  /** How often and how long a request is repeated. */
  readonly retry?: Partial<RetryPolicy>;
  /** Told of repeated requests and a wrong clock. */
  readonly onEvent?: (event: SessionEvent) => void;
  /** Time and chance; for tests. */
  readonly clock?: Clock;
  /** What sends the requests; Node's own HTTP when absent. */
  readonly transport?: Transport;
}

/**
 * A client of one instance. Every method throws `StoreError` (a `PlatformError` where the platform spoke) in words for
 * people. It holds no secret where a dump, a log or a serialisation could find it.
 */
export interface Client {
  /** Scheme, host and port of the instance. */
  readonly origin: string;
  readonly indicators: Indicators;
  readonly groups: Groups;
  readonly signatures: Signatures;
  readonly associations: Associations;
  readonly attributes: Attributes;
  readonly tags: Tags;
  readonly securityLabels: SecurityLabels;
  readonly documents: Documents;
  readonly owners: Owners;
}

/**
 * Makes a client. Nothing is sent before the first request.
 *
 * @throws StoreError (`invalid`) when the address or the credentials can't be right.
 */
export function createClient(options: ClientOptions): Client {
  const url = parseApiUrl(options.apiUrl);
  checkCredentials(options.credentials);
  const concurrency = options.concurrency ?? 4;
  const proxy = proxyFor(url, options.environment ?? {});
  const session = createSession({
    url,
    authenticator: createAuthenticator(options.credentials),
    transport:
      options.transport ??
      createTransport(url, {
        timeout: options.timeout ?? 60_000,
        maxBytes: options.maxBytes ?? 64 * 1_048_576,
        connections: concurrency,
        ...(options.certificates === undefined ? {} : { certificates: options.certificates }),
        ...(proxy === undefined ? {} : { proxy }),
      }),
    clock: options.clock ?? SYSTEM_CLOCK,
    retry: { ...DEFAULT_RETRY, ...options.retry },
    concurrency,
    onEvent: options.onEvent ?? (() => undefined),
  });
  const groups = createGroups(session);
  return Object.freeze({
    origin: url.origin,
    indicators: createIndicators(session),
    groups,
    signatures: createSignatures(session, groups),
    associations: createAssociations(session, groups),
    attributes: createAttributes(session, groups),
    tags: createTags(session, groups),
    securityLabels: createSecurityLabels(session, groups),
    documents: createDocuments(session, groups),
    owners: createOwners(session),
  });
}

// What a header can't hold; a secret key never gets there, but an access id and a token do.
const NOT_PRINTABLE = /[^\u0021-\u007E]/;

function checkCredentials(credentials: Credentials): void {
  const inHeaders = "token" in credentials ? credentials.token : credentials.accessId;
  const name = "token" in credentials ? "token" : "access id";
  if (inHeaders === "") throw new StoreError("invalid", `the ${name} is empty`);
  if (NOT_PRINTABLE.test(inHeaders)) {
    throw new StoreError("invalid", `the ${name} has blanks or characters that none has`, {
      help: "look for quotes, blanks or a line end that got into it",
    });
  }
  if (!("token" in credentials) && credentials.secretKey === "") throw new StoreError("invalid", "the secret key is empty");
}
