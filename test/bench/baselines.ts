/** The servers that ours is measured against, each in a process of its own: what it answers comes from a file. */
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import ical from 'ical-generator';
import { anchorDay, latestDay } from '../../src/chronology/dates/when.ts';
import { loadFolder } from '../../src/chronology/folder/load.ts';

/** An answer as our service gave it. */
export interface Prepared {
  readonly status: number;
  /** Names and values by turns. */
  readonly headers: readonly string[];
  /** The body's file in the folder of the run. */
  readonly body: string;
}

const baselines = ['node:http', 'res.send', 'express.static', 'ical-generator', 'empty'] as const;
export type Baseline = (typeof baselines)[number];

async function listenerOf(name: Baseline, folder: string): Promise<RequestListener> {
  if (name === 'empty') return express() as RequestListener;
  const prepared = JSON.parse(readFileSync(join(folder, 'prepared.json'), 'utf8')) as Prepared;
  const body = readFileSync(join(folder, prepared.body));
  const headers = [...prepared.headers];
  const app = express();
  switch (name) {
    case 'node:http':
      return (_, response) => {
        response.writeHead(prepared.status, headers);
        response.end(prepared.status === 304 ? undefined : body);
      };
    case 'res.send':
      app.get('*path', (_, response) => {
        for (let at = 0; at < headers.length; at += 2)
          if (!/^(etag|content-length)$/i.test(headers[at] ?? ''))
            response.setHeader(headers[at] ?? '', headers[at + 1] ?? '');
        response.send(body);
      });
      return app as RequestListener;
    case 'express.static':
      app.use(express.static(folder));
      return app as RequestListener;
    case 'ical-generator': {
      const { chronology } = await loadFolder(join(import.meta.dirname, '..', '..', 'events'));
      if (!chronology) throw new Error('the shipped chronology has problems');
      app.get('*path', (_, response) => {
        const calendar = ical({ name: 'Central Asia plus Japan' });
        for (const event of chronology.events)
          calendar.createEvent({
            id: event.slug,
            start: anchorDay(event.when),
            end: latestDay(event.when) ?? anchorDay(event.when),
            allDay: true,
            summary: event.title.en ?? '',
            description: event.summary.en ?? '',
          });
        response.type('text/calendar').send(calendar.toString());
      });
      return app as RequestListener;
    }
  }
}

const [name, folder] = process.argv.slice(2);
if (process.send && baselines.includes(name as Baseline)) {
  const server = createServer(await listenerOf(name as Baseline, folder ?? ''));
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
  });
}
