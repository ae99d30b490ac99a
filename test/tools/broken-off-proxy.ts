import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';

/** A request on its way from az to Azure. */
export interface ArmRequest {
  readonly method: string;
  readonly path: string;
  /** The same for all requests of one az command, its own repetitions included. */
  readonly command: string;
  /** That command, as in `resource update`. */
  readonly name: string;
}

export interface ArmAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Decides on the answer to a request, with or without handing it on; `undefined` cuts the connection. */
export type Intercept = (request: ArmRequest, handOn: () => Promise<ArmAnswer>) => Promise<ArmAnswer | undefined>;

/** A proxy on loopback, with the certificate of the rig, between az and the rig's fake of Azure. */
export class ArmProxy {
  readonly #folder: string;
  readonly #server: https.Server;
  #azurePort = 0;

  private constructor(folder: string, intercept: Intercept) {
    this.#folder = folder;
    const [key, cert] = [this.#read('key.pem'), this.#read('cert.pem')];
    this.#server = https.createServer({ key, cert }, async (request, response) => {
      const body = await buffer(request);
      const { method = '', url = '' } = request;
      const path = decodeURIComponent(new URL(url, 'https://proxy').pathname).replaceAll(/\/\/+/g, '/');
      const [command = '', name = ''] = ['x-ms-client-request-id', 'commandname'].map((one) =>
        String(request.headers[one]),
      );
      const answer = await intercept({ method, path, command, name }, () =>
        this.send(method, url, { ...request.headers }, body),
      );
      if (!answer) return void request.socket.destroy();
      response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
      response.end(answer.body);
    });
  }

  /** @param folder of a rig whose fake of Azure listens */
  static async between(folder: string, intercept: Intercept): Promise<ArmProxy> {
    const proxy = new ArmProxy(folder, intercept);
    proxy.#azurePort = Number(proxy.#read('port'));
    await new Promise<void>((listens) => proxy.#server.listen(0, '127.0.0.1', listens));
    return proxy;
  }

  /** Of the fake of Azure, and of what stands before it. */
  get ports(): { readonly azure: number; readonly proxy: number } {
    return { azure: this.#azurePort, proxy: (this.#server.address() as AddressInfo).port };
  }

  /** Asks the fake of Azure itself. */
  send(
    method: string,
    url: string,
    headers: NodeJS.Dict<string | string[]> = { authorization: 'Bearer test' },
    body: Buffer = Buffer.alloc(0),
  ): Promise<ArmAnswer> {
    return new Promise((resolve, reject) => {
      const options = {
        method,
        headers,
        host: '127.0.0.1',
        port: this.#azurePort,
        path: url,
        ca: this.#read('cert.pem'),
      };
      const request = https.request(options, async (answer) => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) });
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  #read(name: string): string {
    return readFileSync(join(this.#folder, name), 'utf8');
  }
}
