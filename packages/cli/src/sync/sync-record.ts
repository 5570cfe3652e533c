import { createHash } from "node:crypto";
import type { MemberChange } from "@sigwright/core";
import type { SyncedSignature } from "@sigwright/ruleset";
import { diagnosticRecord } from "../diagnostic-report.ts";
import type { SyncReport } from "./sync-report.ts";

/** The JSON document about a sync that came to its end. */
export function syncRecord(report: SyncReport): string {
  const { group, spec, filter, template, isPlan, now, signatures, problems, problemCount, pushedDown } = report;
  const document = {
    version: 1,
    status: isPlan ? "planned" : "synced",
    now,
    filter,
    template: { id: template.id, hash: template.hash },
    source: { spec, read: signatures[0]?.ruleset.counts.read ?? 0, pushedDown: pushedDown ?? null },
    group,
    signatures: signatures.map(signatureRecord),
    diagnostics: problems.map(diagnosticRecord),
    diagnosticCount: problemCount,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function signatureRecord(signature: SyncedSignature): object {
  const { status, xid, id, name, link, type, fileName, content, change, indicators, sideFiles, ruleset, changes } = signature;
  const { format, target, counts, causes, signatures, lists } = ruleset;
  const bytes = new TextEncoder().encode(content);
  return {
    status,
    format,
    target,
    xid,
    id: id ?? null,
    name: name ?? null,
    link: link ?? null,
    type,
    fileName,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    counts,
    causes,
    signatures,
    lists,
    indicators,
    sideFiles,
    change:
      change === undefined
        ? null
        : {
            content: change.content !== undefined,
            type: change.type ?? null,
            fileName: change.fileName ?? null,
            attributes: members(change.attributes),
            tags: members(change.tags),
            labels: members(change.labels),
            groups: members(change.groups),
            indicators: members(change.indicators),
          },
    sids: changes,
  };
}

function members<Member>(change: MemberChange<Member> | undefined): object {
  return { add: change?.add ?? [], remove: change?.remove ?? [] };
}
