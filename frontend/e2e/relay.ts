// Stands before the program and passes everything on, until it says that there is a newer version of the app.
import { once } from "node:events";
import { createServer, type Server as Http, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";

/** In the page of the newer version alone. */
export const NEWER = "nghisu-newer";

export class Relay {
  newer = false;

  private constructor(
    private readonly http: Http,
    private readonly target: URL,
  ) {}

  static async before(url: string): Promise<Relay> {
    const http = createServer();
    const relay = new Relay(http, new URL(url));
    http.on("request", (asked, answer) => {
      const own = relay.newer && /^\/(sw\.js|index\.html|room[^.]*|)$/.test(asked.url?.split("?")[0] ?? "");
      const headers = { ...asked.headers };
      // What is changed on its way must come as it is.
      if (own) for (const name of ["accept-encoding", "if-none-match"]) delete headers[name];
      const { hostname, port } = relay.target;
      const on = request({ hostname, port, path: asked.url, method: asked.method, headers }, (came) => {
        if (!own) {
          answer.writeHead(came.statusCode ?? 502, came.headers);
          came.pipe(answer);
          return;
        }
        void text(came).then((body) => {
          const { "content-length": _, etag: __, ...rest } = came.headers;
          answer.writeHead(came.statusCode ?? 502, rest);
          answer.end(renewed(body));
        });
      });
      on.on("error", () => answer.destroy());
      asked.pipe(on);
    });
    // The live channel is a WebSocket.
    http.on("upgrade", (asked, socket, head) => {
      const on = connect(Number(relay.target.port), relay.target.hostname, () => {
        const lines = [`${asked.method} ${asked.url} HTTP/1.1`];
        for (let at = 0; at < asked.rawHeaders.length; at += 2) {
          lines.push(`${asked.rawHeaders[at]}: ${asked.rawHeaders[at + 1]}`);
        }
        on.write(`${lines.join("\r\n")}\r\n\r\n`);
        on.write(head);
        on.pipe(socket).pipe(on);
      });
      for (const end of [on, socket]) {
        end.on("error", () => {
          on.destroy();
          socket.destroy();
        });
      }
    });
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    return relay;
  }

  get url(): string {
    const address = this.http.address();
    return `http://localhost:${typeof address === "object" ? address?.port : ""}`;
  }

  async stop() {
    this.http.closeAllConnections();
    this.http.close();
    await once(this.http, "close");
  }
}

async function text(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** A worker of another version, and a page one can tell from the one before. */
const renewed = (body: string) =>
  body
    .replace(/VERSION = "[0-9a-f]+"/, 'VERSION = "00000000newer000"')
    .replace("<head>", `<head><meta name="${NEWER}" content="1">`);
