import { environment, HELP, readArguments, UsageError } from "./command.ts";
import { startSimulator } from "./server.ts";

try {
  const options = readArguments(process.argv.slice(2));
  process.stdout.write(options === undefined ? HELP : environment(await startSimulator(options)));
} catch (error) {
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  if (!taken && !(error instanceof UsageError)) throw error;
  process.stderr.write(`${taken ? "The port is taken; try --port 0." : error.message}\n`);
  process.exitCode = 2;
}
