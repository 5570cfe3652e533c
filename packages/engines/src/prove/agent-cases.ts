import type { LiteralMatch } from "@sigwright/core";
import { http2Conversation } from "../exchange/http2-conversation.ts";
import { directRequest, httpConversation, proxyRequest } from "../exchange/http-conversation.ts";
import type { HttpRequest } from "../exchange/http-message.ts";
import { nearTexts } from "./literal-values.ts";
import type { TrafficObservationCase } from "./observation-case.ts";

const HTTP = "HTTP";
const HTTP_2 = "HTTP/2 in the clear";
const RESOURCE = { host: "good.test", target: "/" };

/** Requests by a client that calls itself so, and by others. */
export function userAgentCases(match: LiteralMatch): readonly TrafficObservationCase[] {
  const { text } = match;
  const own = requestBy(directRequest(RESOURCE), text);
  const facts = { channel: "http.user_agent", way: HTTP, fires: true, shows: [{ kind: "text", key: text }] } as const;
  const mentioned: HttpRequest = { ...directRequest(RESOURCE), fields: [...directRequest(RESOURCE).fields, ["X-User-Agent", text]] };
  return [
    { ...facts, name: "two requests over one connection", conversations: [httpConversation({ requests: [own, own] })] },
    { ...facts, name: "a request in small segments, over IPv6", conversations: [httpConversation({ requests: [own], segmentSize: 20, family: 6 })] },
    { ...facts, name: "a request to a proxy", conversations: [httpConversation({ requests: [requestBy(proxyRequest(RESOURCE), text)], server: { port: 3128 } })] },
    { ...facts, name: "a request over HTTP/2", way: HTTP_2, conversations: [http2Conversation({ requests: [own] })] },
    ...nearTexts(match).map(({ relation, text: near }): TrafficObservationCase => {
      const conversations = [httpConversation({ requests: [requestBy(own, near)] })];
      return { ...facts, name: `a request, ${relation}`, fires: false, conversations, shows: [{ kind: "text", key: near }] };
    }),
    { ...facts, name: "a request with it in another field", fires: false, conversations: [httpConversation({ requests: [mentioned] })], shows: [] },
  ];
}

function requestBy(request: HttpRequest, agent: string): HttpRequest {
  return { ...request, fields: [...request.fields.filter(([name]) => name !== "User-Agent"), ["User-Agent", agent]] };
}
