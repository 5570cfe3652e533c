import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { HELP, readArguments } from "./command.ts";
import { startSimulator } from "./server.ts";

const MAIN = new URL("./main.ts", import.meta.url).pathname;

test("everything can be said in arguments", () => {
  const args = [
    "--port",
    "0",
    "--switch",
    "emptyList=404",
    "--switch",
    "errCode=false",
    "--strike",
    "slow",
    "--strike",
    "429@3",
    "--fault-rate",
    "0.5",
  ];
  expect(readArguments(args)).toMatchObject({
    port: 0,
    switches: { emptyList: 404, errCode: false },
    faults: {
      strikes: [
        { fault: "slow", request: 1 },
        { fault: "429", request: 3 },
      ],
      random: { seed: 1, rate: 0.5 },
    },
  });
  expect([...readArguments(["--scenario", "large", "--indicators", "7"])!.seed!.indicators]).toHaveLength(7);
});

test.each([
  [["--port", "70000"], /--port takes a whole number up to 65535, not "70000"/],
  [["--scenario", "__proto__"], /no scenario "__proto__"\. Known: ransomware, hostile, large\./],
  [["--switch", "emptyList=500"], /no value of emptyList "500"\. Known: 200, 404\./],
  [["--switch", "constructor=1"], /no switch "constructor"/],
  [["--strike", "meteor"], /no fault "meteor"\. Known: /],
  [["--fault-rate", "2"], /--fault-rate takes a number up to 1, not "2"/],
  [["--verbose"], /Unknown option '--verbose'/],
])("%j is explained", (args, message) => {
  expect(() => readArguments(args)).toThrow(message);
});

async function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ["--conditions=@sigwright/source", MAIN, ...args]);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    output.stdout += chunk.toString();
    // Once it is up it would run for ever.
    if (output.stdout.includes("TC_OWNER=")) child.kill();
  });
  child.stderr.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...output };
}

test("the command prints the environment of a client", async () => {
  const { stdout, stderr } = await run("--port", "0");
  expect(stderr).toBe("");
  expect(stdout).toMatch(
    /^TC_API_PATH=http:\/\/127\.0\.0\.1:\d+\/api\nTC_ACCESS_ID=\d+\nTC_SECRET_KEY=\S+\nTC_TOKEN=APIV2:\S+\nTC_OWNER=Demo Organization\n$/,
  );
});

test("help, a mistake and a taken port", async () => {
  expect(await run("--help")).toEqual({ code: 0, stdout: HELP, stderr: "" });
  expect(await run("--scenario", "none")).toEqual({
    code: 2,
    stdout: "",
    stderr: 'There is no scenario "none". Known: ransomware, hostile, large.\n',
  });
  const simulator = await startSimulator();
  const { port } = new URL(simulator.url);
  expect(await run("--port", port)).toEqual({ code: 2, stdout: "", stderr: "The port is taken; try --port 0.\n" });
  await simulator.close();
});
