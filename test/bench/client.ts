/** The client of a load test, in a process of its own: it asks the same thing over and over and counts bytes, so that it is no slower than what it measures. */
import { connect, type Socket } from 'node:net';
import { createHistogram } from 'node:perf_hooks';

export interface Load {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
  readonly status: number;
}

export interface Counted {
  readonly answers: number;
  readonly seconds: number;
  readonly p99Milliseconds: number;
}

/** Bytes of the first answer, whose length all others have: they differ in nothing but the second of their Date. */
async function lengthOf(request: Buffer, { port, status }: Load): Promise<number> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const all = Buffer.concat(chunks);
      const end = all.indexOf('\r\n\r\n');
      if (end === -1) return;
      const head = all.toString('latin1', 0, end);
      if (!head.startsWith(`HTTP/1.1 ${status} `)) {
        socket.destroy();
        return reject(new Error(`expected ${status}, found ${head.split('\r\n')[0]}`));
      }
      const body = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
      const length = end + 4 + (status === 304 ? 0 : body);
      if (all.length < length) return;
      socket.destroy();
      if (all.length > length) return reject(new Error('more was sent than the answer says'));
      resolve(length);
    });
  });
}

async function count(load: Load): Promise<Counted> {
  const head = [
    `GET ${load.path} HTTP/1.1`,
    'Host: localhost',
    ...Object.entries(load.headers).map(([k, v]) => `${k}: ${v}`),
  ];
  const request = Buffer.from(`${head.join('\r\n')}\r\n\r\n`);
  const length = await lengthOf(request, load);
  // In microseconds.
  const latencies = createHistogram();
  let answers = 0;
  let stopped = false;
  const sockets: Socket[] = [];
  const faults: Error[] = [];
  await Promise.all(
    Array.from({ length: load.connections }, () => {
      let received = 0;
      let asked = 0;
      const socket = connect(load.port, '127.0.0.1');
      sockets.push(socket);
      const ask = () => {
        asked = performance.now();
        socket.write(request);
      };
      socket.setNoDelay(true);
      socket.on('data', (chunk) => {
        received += chunk.length;
        if (received < length) return;
        if (received > length) faults.push(new Error('an answer of another length'));
        received = 0;
        answers += 1;
        latencies.record(Math.max(1, Math.round((performance.now() - asked) * 1000)));
        if (!stopped) ask();
      });
      socket.on('error', (error) => {
        if (!stopped) faults.push(error);
      });
      socket.on('close', () => {
        if (!stopped) faults.push(new Error('a connection was closed'));
      });
      return new Promise<void>((resolve) => {
        socket.once('connect', () => {
          ask();
          resolve();
        });
      });
    }),
  );
  answers = 0;
  latencies.reset();
  const begin = performance.now();
  await new Promise((resolve) => setTimeout(resolve, load.seconds * 1000));
  const counted = {
    answers,
    seconds: (performance.now() - begin) / 1000,
    p99Milliseconds: latencies.percentile(99) / 1000,
  };
  stopped = true;
  for (const socket of sockets) socket.destroy();
  if (faults[0]) throw faults[0];
  return counted;
}

process.on('message', (load: Load) => {
  count(load).then(
    (counted) => process.send?.({ counted }),
    (error: Error) => process.send?.({ fault: error.message }),
  );
});
