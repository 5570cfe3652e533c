import { execFile, spawn } from "node:child_process";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { captureCases, dnsConversation } from "@sigwright/engines";
import { suricataForTests, TESTED_SERIES } from "@sigwright/engines/testing";
import { expect, test } from "vitest";
import { callCli } from "./testing/call-cli.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const ENGINES = await Promise.all(TESTED_SERIES.map(async (series) => ({ series, engine: await suricataForTests(series) })));

const TEMPLATE = "version: 1\nid: live\nextends: default\nlists: { host: 2 }\n";
/** Far more than an engine needs on a busy machine, for all and for one capture. */
const PATIENCE = 90_000;
const PATIENCE_WITH_CAPTURE = 25_000;

function feed(hosts: Readonly<Record<string, number>>): string {
  return Object.entries(hosts).map(([value, confidence]) => `${JSON.stringify({ type: "Host", value, rating: 4, confidence })}\n`).join("");
}

/** An engine that runs until told to end: it reads each capture that comes into a folder, and commands from a socket. */
function configuration(folder: string): string {
  return `%YAML 1.1
---
default-rule-path: ${folder}/out
rule-files: [live.rules]
classification-file: ${folder}/classification.config
reference-config-file: ${folder}/reference.config
unix-command: { enabled: yes, filename: ${folder}/socket }
pcap-file: { delay: 1, poll-interval: 1 }
outputs:
  - eve-log: { enabled: yes, filetype: regular, filename: eve.json, types: [alert] }
app-layer: { protocols: { dns: { udp: { enabled: yes, detection-ports: { dp: 53 } }, tcp: { enabled: yes, detection-ports: { dp: 53 } } } } }
`;
}

/** Gives commands to an engine as its client does: a name, and arguments of which the last reaches to the end of the line. */
async function command(socketPath: string, lines: readonly string[]): Promise<readonly string[]> {
  const names: Readonly<Record<string, readonly string[]>> = {
    "dataset-add": ["setname", "settype", "datavalue"],
    "dataset-remove": ["setname", "settype", "datavalue"],
    "dataset-add-json": ["setname", "settype", "datavalue", "datajson"],
  };
  const socket = connect(socketPath);
  socket.setEncoding("utf8");
  let text = "";
  const ask = async (message: unknown): Promise<string> => {
    socket.write(`${JSON.stringify(message)}\n`);
    while (!text.includes("\n")) await new Promise((resolve) => void socket.once("data", (chunk) => resolve((text += String(chunk)))));
    const answer = text;
    text = "";
    return (JSON.parse(answer) as { return: string }).return;
  };
  const answers = [await ask({ version: "0.2" })];
  for (const line of lines) {
    if (line === "quit") break;
    const [name, ...words] = line.split(" ");
    const args = names[name!] ?? [];
    const values = args.map((arg, index) => [arg, index === args.length - 1 ? words.slice(index).join(" ") : words[index]]);
    answers.push(await ask({ command: name, ...(args.length === 0 ? {} : { arguments: Object.fromEntries(values) as unknown }) }));
  }
  socket.destroy();
  return answers;
}

test.skipIf(ENGINES.every(({ engine }) => engine === undefined)).concurrent.for(ENGINES)(
  "Suricata $series takes changes of lists while it runs, and new files in a reload",
  { timeout: PATIENCE },
  async ({ series, engine }, { skip }) => {
    if (engine === undefined) return skip(`no Suricata ${series}`);
    await using temporary = await temporaryFolder();
    const folder = temporary.path;
    const out = join(folder, "out");
    await writeFile(join(folder, "live.yaml"), TEMPLATE);
    const generate = async (hosts: Readonly<Record<string, number>>): Promise<readonly string[]> => {
      const args = ["generate", "--source", "-", "--format", "suricata", "--target", `suricata@${series}`, "--template", join(folder, "live.yaml"), "--guard", "off", "--out", out, "--name", "live", "--list-changes"];
      const call = await callCli(args, { input: feed(hosts) });
      expect(call.exitCode, call.stderr).toBe(0);
      return (await readFile(join(out, "live-list-changes.txt"), "utf8")).trimEnd().split("\n");
    };
    await generate({ "gone.example.com": 90, "stay.example.com": 90, "told.example.com": 80 });
    await Promise.all(["captures", "log"].map((name) => mkdir(join(folder, name))));
    await writeFile(join(folder, "suricata.yaml"), configuration(folder));
    await writeFile(join(folder, "classification.config"), "config classification: trojan-activity,A trojan,1\n");
    await writeFile(join(folder, "reference.config"), "");
    const child = spawn(engine.path, ["-c", join(folder, "suricata.yaml"), "-r", join(folder, "captures"), "--pcap-file-continuous", "-l", join(folder, "log"), "-k", "none"], { stdio: "ignore" });
    const ended = new Promise((resolve) => void child.once("exit", resolve));
    try {
      const socket = join(folder, "socket");
      const events = async (): Promise<readonly string[]> => (await readFile(join(folder, "log", "eve.json"), "utf8").catch(() => "")).trimEnd().split("\n").filter((line) => line !== "");
      let captures = 0;
      /** Asks for names, and gives the alerts when there is one for the last, which is always in the list. */
      const alertsOf = async (...names: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]> => {
        const before = (await events()).length;
        const asked = [...names, "stay.example.com"];
        const port = 1000 * ++captures;
        const { pcap } = captureCases([{ id: "all", conversations: asked.map((name, index) => dnsConversation({ name, client: { port: port + index } })) }]);
        await writeFile(join(folder, "capture"), pcap);
        await rename(join(folder, "capture"), join(folder, "captures", `${captures}.pcap`));
        // Packets go to several threads, so alerts may come in any order; each capture is short.
        const end = Date.now() + PATIENCE_WITH_CAPTURE;
        for (;;) {
          if (Date.now() > end) throw new Error("the engine does not see the capture");
          await sleep(100);
          const found = (await events()).slice(before);
          if (!found.some((line) => line.includes("stay.example.com"))) continue;
          await sleep(200);
          return (await events()).slice(before).map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
        }
      };
      const namesIn = (alerts: readonly Readonly<Record<string, unknown>>[]): readonly string[] => alerts.map((event) => /"rrname":"([^"]*)"/.exec(JSON.stringify(event))![1]!).toSorted();
      const names = ["gone.example.com", "come.example.com", "told.example.com"];
      expect(namesIn(await alertsOf(...names))).toEqual(["gone.example.com", "stay.example.com", "told.example.com"]);

      const changes = await generate({ "come.example.com": 90, "stay.example.com": 90, "told.example.com": 70 });
      expect(changes.at(-2)).not.toBe("reload-rules");
      if (series === "7.0") {
        const client = execFile("suricatasc", [socket]);
        client.stdin!.end(`${changes.join("\n")}\n`);
        let said = "";
        client.stdout!.on("data", (chunk) => (said += String(chunk)));
        expect(await new Promise((resolve) => void client.once("close", resolve))).toBe(0);
        expect(said).toMatch(/"data added"[^]*"data removed"/);
        expect(said).not.toContain("Error");
      } else {
        expect(new Set(await command(socket, changes))).toEqual(new Set(["OK"]));
      }
      const alerts = await alertsOf(...names);
      expect(namesIn(alerts)).toEqual(["come.example.com", "stay.example.com", "told.example.com"]);
      if (series !== "7.0") expect(JSON.stringify(alerts)).toContain('"value":"told.example.com","type":"Host","rating":4,"confidence":70');
      // Twice does no harm: what is in is in already, and what is out can't be taken out.
      await command(socket, changes);

      const anew = await generate({ "stay.example.com": 90, "last.example.com": 90 });
      expect(anew.at(-1)).toBe("quit");
      expect(await command(socket, ["reload-rules"])).toEqual(["OK", "OK"]);
      expect(namesIn(await alertsOf(...names, "last.example.com"))).toEqual(["last.example.com", "stay.example.com"]);
    } finally {
      child.kill("SIGTERM");
      await ended;
    }
  },
);
