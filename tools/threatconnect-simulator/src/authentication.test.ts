import { expect, test } from "vitest";
import { authenticate, encodedAnew, signature } from "./authentication.ts";
import { DEFAULT_CREDENTIALS } from "./server.ts";

const TIMESTAMP = "1767225600";
const NOW = 1_767_225_600_000;
const A =
  "/api/v3/indicators?tql=typeName%20in%20(%22Address%22%2C%22Host%22)%20and%20rating%20%3E%3D%203%20and%20confidence%20%3E%3D%2070%20and%20hasGroup(id%20%3D%2054321)&fields=tags&resultStart=0&resultLimit=100&count=true";
const B = A.replaceAll("(", "%28").replaceAll(")", "%29");
const C = B.replaceAll("%20", "+");

test.each([
  ["GET", "/api/v3/security/owners", "nTPo4Nmenq7I8SzElJIK6Qy/rSW3FfT3G+aylhqwaVc="],
  ["GET", A, "dq6j5aAZVO7jCbBZRh4Kh4JeF6KG/OLzzpGYgnWXoyE="],
  ["GET", B, "2Ne3U2nfnU/CconWVxlI1/pGKW8BFzNQ0OmOoAtXbHA="],
  ["GET", C, "ulrRhES5Fq7Z/PCllopa5cJI40lvLcb3zA0r0U2D6G4="],
  ["POST", "/api/v3/groups?owner=Demo%20Community", "5TbJOS8fXdC7sSAqraTLxhd9uPDDjW2kINEp2rZtK3U="],
  ["PUT", "/api/v3/groups/777?fields=associatedIndicators", "T6Lc+HPB56zu3/tIFg1LQOescEvXNC5FqyidHxcvwdo="],
  ["DELETE", "/api/v3/groups/777", "0haFhS1JeBCSBU4Ve5fJDS+VhHd9s1VwqMeq2aimGwo="],
  ["GET", "/api/v2/groups/signatures/777/download", "oeGAaMPgnPgOH6L4bvo1dWyYVvJ3UkHheBE5zLGSpVU="],
  ["GET", "/api/v3/groups?owner=%C3%89quipe%20R%C3%A9ponse", "OfxqXPmkcTORmeJcfGtzX28vNAerIbmGsteAZraA3cg="],
])("%s %s is signed as documented, and accepted", (method, target, expected) => {
  expect(signature(DEFAULT_CREDENTIALS.secretKey, target, method, TIMESTAMP)).toBe(expected);
  const headers = { authorization: `TC ${DEFAULT_CREDENTIALS.accessId}:${expected}`, timestamp: TIMESTAMP };
  expect(() => authenticate({ method, target, headers }, DEFAULT_CREDENTIALS, NOW)).not.toThrow();
});

function refusal(headers: Record<string, string>, { target = B, now = NOW } = {}): unknown {
  try {
    authenticate({ method: "GET", target, headers }, DEFAULT_CREDENTIALS, now);
    return "accepted";
  } catch (error) {
    return error;
  }
}

const GOOD = {
  authorization: `TC ${DEFAULT_CREDENTIALS.accessId}:2Ne3U2nfnU/CconWVxlI1/pGKW8BFzNQ0OmOoAtXbHA=`,
  timestamp: TIMESTAMP,
};

test.each([
  ["the same query in another encoding", GOOD, { target: C }, 401, "Signature data did not match expected result"],
  ["another access id", { ...GOOD, authorization: GOOD.authorization.replace("TC 1", "TC 2") }, {}, 401, "Access Denied"],
  ["no timestamp", { authorization: GOOD.authorization }, {}, 401, "Invalid timestamp"],
  ["milliseconds with a fraction", { ...GOOD, timestamp: "1767225600.5" }, {}, 401, "Invalid timestamp"],
  ["a clock 301 s ahead", GOOD, { now: NOW - 301_000 }, 401, "Timestamp out of acceptable time range"],
  ["a clock 301 s behind", GOOD, { now: NOW + 301_000 }, 401, "Timestamp out of acceptable time range"],
  ["no credentials", {}, {}, 403, "Access Denied"],
  ["another scheme", { authorization: "Basic eDp5" }, {}, 403, "Access Denied"],
  ["a superseded token", { authorization: "TC-Token APIV2:430:old" }, {}, 401, "Unauthorized"],
])("%s is refused", (_, headers, more, status, message) => {
  expect(refusal(headers, more)).toMatchObject({ status, message });
});

test.each([
  ["300 s ahead", { ...GOOD }, { now: NOW - 300_000 }],
  ["300 s behind", { ...GOOD }, { now: NOW + 300_000 }],
  ["a token without a timestamp", { authorization: `TC-Token ${DEFAULT_CREDENTIALS.token}` }, {}],
])("%s is accepted", (_, headers, more) => {
  expect(refusal(headers, more)).toBe("accepted");
});

test("a proxy that encodes anew leaves only one of the three spellings as it was", () => {
  expect([A, B, C].map(encodedAnew)).toEqual([B, B, B]);
  expect(encodedAnew("/api/v3/groups/(1)")).toBe("/api/v3/groups/(1)");
});
