export type { Asked, ExpectedVerdict } from "./disagreement.ts";
export { disagreement, ENGINE_DIAGNOSTICS } from "./disagreement.ts";
export type { Certificate, CertificateFields, NameAttribute } from "./exchange/certificate.ts";
export { certificate, NAME_ATTRIBUTES } from "./exchange/certificate.ts";
export type { DnsLookup } from "./exchange/dns-conversation.ts";
export { dnsConversation } from "./exchange/dns-conversation.ts";
export type { DnsAnswer, DnsQuestion, DnsType } from "./exchange/dns-message.ts";
export { dnsQuery, dnsResponse, overTcp } from "./exchange/dns-message.ts";
export type { Http2Exchange } from "./exchange/http2-conversation.ts";
export { http2Conversation } from "./exchange/http2-conversation.ts";
export type { HttpExchange, HttpResource } from "./exchange/http-conversation.ts";
export { connectRequest, directRequest, httpConversation, proxyRequest } from "./exchange/http-conversation.ts";
export type { HttpField, HttpRequest, HttpResponse } from "./exchange/http-message.ts";
export { httpRequest, httpResponse } from "./exchange/http-message.ts";
export type { MailAttachment, MailboxForm, MailField, MailMessage } from "./exchange/mail-message.ts";
export { mailbox, mailMessage } from "./exchange/mail-message.ts";
export type { QuicHandshake } from "./exchange/quic-conversation.ts";
export { quicConversation } from "./exchange/quic-conversation.ts";
export type { SmtpMail, SmtpSession } from "./exchange/smtp-conversation.ts";
export { smtpConversation } from "./exchange/smtp-conversation.ts";
export type { TlsClientHello } from "./exchange/tls-client-hello.ts";
export { clientHelloMessage, tlsClientHello } from "./exchange/tls-client-hello.ts";
export type { TlsDialogue, TlsHandshake } from "./exchange/tls-conversation.ts";
export { tlsConversation, tlsMessages } from "./exchange/tls-conversation.ts";
export type { HelloFacts, Ja3 } from "./exchange/tls-fingerprint.ts";
export { helloFacts, ja3, ja3s, ja4 } from "./exchange/tls-fingerprint.ts";
export type { TlsVersion } from "./exchange/tls-record.ts";
export type { TlsServerChoice } from "./exchange/tls-server-hello.ts";
export { tlsServerHello } from "./exchange/tls-server-hello.ts";
export type { Capture, CapturedFlow, TrafficCase } from "./packet/capture.ts";
export { captureCases } from "./packet/capture.ts";
export type {
  Conversation,
  Endpoint,
  Message,
  ServerEndpoint,
  Side,
  TcpClosing,
  TcpConversation,
  TcpOpening,
  UdpConversation,
} from "./packet/conversation.ts";
export type { CaseFacts, CasesOf, FileObservationCase, NotProvable, Shown, TrafficObservationCase } from "./prove/observation-case.ts";
export { isMeant } from "./prove/observation-case.ts";
export type { FailedStatus } from "./prove/proof-diagnostics.ts";
export { PROOF_DIAGNOSTICS, proofFinding } from "./prove/proof-diagnostics.ts";
export type { NumberedCase, Proof, ProofStatus, ProofSubject } from "./prove/proof-judge.ts";
export type { IsMember, ProofPlan } from "./prove/proof-plan.ts";
export { planTraffic } from "./prove/proof-plan.ts";
export type { Snort3ProofOptions } from "./prove/prove-snort3.ts";
export { proveInSnort3 } from "./prove/prove-snort3.ts";
export type { TrafficProofOptions } from "./prove/prove-suricata.ts";
export { proveInSuricata } from "./prove/prove-suricata.ts";
export type { FileProofOptions } from "./prove/prove-yara.ts";
export { planFiles, proveInYara } from "./prove/prove-yara.ts";
export type { Samples } from "./prove/samples.ts";
export { indexSamples } from "./prove/samples.ts";
export { scanCases } from "./prove/scan-cases.ts";
export { trafficCases } from "./prove/traffic-cases.ts";
export type { TrafficProofHooks } from "./prove/traffic-proof.ts";
export { idOfRule, signatureId } from "./prove/traffic-proof.ts";
export type { Snort3Engine } from "./snort3/snort3-engine.ts";
export { findSnort3 } from "./snort3/snort3-engine.ts";
export type { SensorNames } from "./snort3/configuration.ts";
export type { Snort3VerdictOptions } from "./snort3/snort3-verdicts.ts";
export { snort3Verdicts } from "./snort3/snort3-verdicts.ts";
export type { Snort3Options } from "./snort3/replay-snort3.ts";
export type { SensorSettings } from "./suricata/configuration.ts";
export type { EngineErrorKind } from "./suricata/engine-error.ts";
export { EngineError } from "./suricata/engine-error.ts";
export type { RuleWarning } from "./suricata/engine-log.ts";
export type { Alert, AlertContext, AlertEnd, Anomaly } from "./suricata/eve-log.ts";
export type { LoadTestResult, RuleProblem } from "./suricata/load-test.ts";
export { loadTest } from "./suricata/load-test.ts";
export type { PcapSource, RefusedRule, ReplayOptions, ReplayResult } from "./suricata/replay.ts";
export { replay } from "./suricata/replay.ts";
export type { CaseAlert } from "./suricata/replay-cases.ts";
export { replayCases } from "./suricata/replay-cases.ts";
export type { RuleSet } from "./suricata/rule-set.ts";
export type { RuleVerdict, Verdict } from "./suricata/rule-verdict.ts";
export type { RuleVerdictOptions } from "./suricata/rule-verdicts.ts";
export { ruleVerdicts } from "./suricata/rule-verdicts.ts";
export type { SuricataEngine } from "./suricata/suricata-engine.ts";
export { findSuricata, findSuricataFor } from "./suricata/suricata-engine.ts";
export type { SuricataOptions } from "./suricata/suricata-run.ts";
export type { YaraEngine } from "./yara/yara-engine.ts";
export { findYara, findYaraX } from "./yara/yara-engine.ts";
export type { YaraScanOptions } from "./yara/yara-scan.ts";
export { yaraScan } from "./yara/yara-scan.ts";
export type { YaraMatch, YaraMessage, YaraVerdict, YaraVerdictOptions } from "./yara/yara-verdict.ts";
export { yaraVerdicts } from "./yara/yara-verdicts.ts";
