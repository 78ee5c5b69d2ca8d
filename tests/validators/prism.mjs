// Prism between Pawl and the fake: it checks each request, and each of the fake's answers, against
// GitHub's own description of its API.
import { spawn } from "node:child_process";
import net from "node:net";
import path from "node:path";

function isFree(port) {
  const server = net.createServer();
  return new Promise((resolve) => {
    server.on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/// The first of `count` free ports in a row, none of those from 32768 on that the kernel deals out to
/// connections: one of these may have taken it before the program that is to listen there.
export async function freePort(count = 1) {
  for (;;) {
    const first = 10000 + Math.floor(Math.random() * 20000);
    const free = await Promise.all(Array.from({ length: count }, (_, next) => isFree(first + next)));
    if (free.every(Boolean)) return first;
  }
}

export async function answers(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => resolve(true) || socket.destroy());
    socket.on("error", () => resolve(false));
  });
}

export class Prism {
  log = "";

  /// With `isLenient` an answer that breaks the description is passed on: for a GitHub that is not ours.
  static async before(upstream, directory, isLenient = false) {
    const prism = new Prism();
    const port = await freePort();
    const program = path.join(directory, "node_modules/.bin/prism");
    const options = ["proxy", ...(isLenient ? [] : ["--errors"]), "-h", "127.0.0.1", "-p", port, path.join(directory, "github.json"), upstream];
    prism.process = spawn(process.execPath, [program, ...options], { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [prism.process.stdout, prism.process.stderr]) stream.on("data", (chunk) => (prism.log += chunk));
    prism.url = `http://127.0.0.1:${port}`;
    for (let tries = 0; !(await answers(port)); tries++) {
      if (tries > 300 || prism.process.exitCode !== null) throw new Error(`Prism did not start:\n${prism.log}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return prism;
  }

  /// Lines of its log that tell of a request or an answer that GitHub's description does not allow.
  /// (That a failure such as 503 is not described there is a warning only: the tests make them.)
  violations() {
    return this.log.split("\n").filter((line) => /Violation: request|Request terminated with error/i.test(line));
  }

  close() {
    this.process.kill();
  }
}
