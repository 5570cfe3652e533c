import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createAuthenticator, sign } from "./authentication.ts";
import { requestTarget } from "./request-target.ts";

// Made-up credentials; the signatures are those of the API's reference, computed with three other implementations.
const SECRET = "EXAMPLE-not-a-real-secret-key";
const SECONDS = 1_767_225_600;
const TQL = 'typeName in ("Address","Host") and rating >= 3 and confidence >= 70 and hasGroup(id = 54321)';
const PAGE = "&fields=tags&resultStart=0&resultLimit=100&count=true";

describe("signatures", () => {
  test.each([
    ["GET", "/api/v3/security/owners", "nTPo4Nmenq7I8SzElJIK6Qy/rSW3FfT3G+aylhqwaVc="],
    ["GET", `/api/v3/indicators?tql=${encodeURIComponent(TQL)}${PAGE}`, "dq6j5aAZVO7jCbBZRh4Kh4JeF6KG/OLzzpGYgnWXoyE="],
    ["POST", "/api/v3/groups?owner=Demo%20Community", "5TbJOS8fXdC7sSAqraTLxhd9uPDDjW2kINEp2rZtK3U="],
    ["PUT", "/api/v3/groups/777?fields=associatedIndicators", "T6Lc+HPB56zu3/tIFg1LQOescEvXNC5FqyidHxcvwdo="],
    ["DELETE", "/api/v3/groups/777", "0haFhS1JeBCSBU4Ve5fJDS+VhHd9s1VwqMeq2aimGwo="],
    ["GET", "/api/v2/groups/signatures/777/download", "oeGAaMPgnPgOH6L4bvo1dWyYVvJ3UkHheBE5zLGSpVU="],
    ["GET", "/api/v3/groups?owner=%C3%89quipe%20R%C3%A9ponse", "OfxqXPmkcTORmeJcfGtzX28vNAerIbmGsteAZraA3cg="],
  ])("%s %s", (verb, target, signature) => {
    expect(sign(SECRET, verb, target, SECONDS)).toBe(signature);
  });

  test("our own encoding is the one that nothing on the way rewrites", () => {
    const target = requestTarget("/api/v3/indicators", [
      ["tql", TQL],
      ["fields", "tags"],
      ["resultStart", "0"],
      ["resultLimit", "100"],
      ["count", "true"],
    ]);
    expect(sign(SECRET, "GET", target, SECONDS)).toBe("2Ne3U2nfnU/CconWVxlI1/pGKW8BFzNQ0OmOoAtXbHA=");
    expect(new URL(`https://tc.example${target}`).href).toBe(`https://tc.example${target}`);
  });
});

test("headers of both methods", () => {
  const hmac = createAuthenticator({ accessId: "12345678901234567890", secretKey: SECRET });
  expect(hmac.headers("GET", "/api/v3/security/owners", SECONDS)).toEqual({
    Authorization: "TC 12345678901234567890:nTPo4Nmenq7I8SzElJIK6Qy/rSW3FfT3G+aylhqwaVc=",
    Timestamp: "1767225600",
  });
  expect(createAuthenticator({ token: "APIV2:1:x=" }).headers("GET", "/", SECONDS)).toEqual({ Authorization: "TC-Token APIV2:1:x=" });
});

test.each([{ accessId: "1", secretKey: SECRET }, { token: SECRET }])("no dump shows a secret", (credentials) => {
  const authenticator = createAuthenticator(credentials);
  expect(inspect(authenticator, { depth: null, showHidden: true })).not.toContain(SECRET);
  expect(JSON.stringify(authenticator)).not.toContain(SECRET);
});
