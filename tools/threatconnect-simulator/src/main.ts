import { parseArgs } from "node:util";
import { ransomwareScenario } from "./scenarios/ransomware.ts";
import { startSimulator } from "./server.ts";

const { values } = parseArgs({
  options: { port: { type: "string", default: "8080" }, scenario: { type: "string", default: "ransomware" } },
});

const simulator = await startSimulator({ seed: ransomwareScenario(), port: Number(values.port) });
console.log(`TC_API_PATH=${simulator.url}`);
console.log(`TC_ACCESS_ID=${simulator.credentials.accessId}`);
console.log(`TC_SECRET_KEY=${simulator.credentials.secretKey}`);
console.log(`TC_TOKEN=${simulator.credentials.token}`);
console.log(`TC_OWNER=${simulator.owner}`);
