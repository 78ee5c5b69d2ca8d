/// Ends a server that was spawned, and waits for it: until then it may write what it knows into a directory that is to go.
import { once } from "node:events";

export async function stop(server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill();
  await ended;
}
