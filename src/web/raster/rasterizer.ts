/** Pictures as PNG, made from SVG one after another in a thread, so that answers do not wait for them. */
import { threadModule } from '../../program-folder.ts';
import { type Loss, runInThreads } from '../../threads.ts';

const MODULE = threadModule('web/raster/rasterizing-thread');

/** The scripts whose letters the fonts of PNG have (ISO 15924, as CLDR expects them of a language). */
export const DRAWN_SCRIPTS: ReadonlySet<string> = new Set(['Latn', 'Grek', 'Cyrl', 'Jpan', 'Arab', 'Hebr']);

/** So many pictures may wait: at some 150 ms each, the last of them is there before a client gives up. */
const MOST_WAITING = 40;
/** The SVG is our own, so that a picture that takes long says that the machine is busy. */
const DEADLINE_SECONDS = 30;
/** In which all of them are made. */
export const RETRY_AFTER_SECONDS = 10;

/** A picture that the thread is asked for. */
export interface PictureOrder {
  /** Names it in errors. */
  readonly path: string;
  readonly svg: string;
  /** In pixels. */
  readonly width: number;
}

/** A picture that is not made, since too many are waited for. */
export class TooManyPictures extends Error {
  constructor() {
    super(`more than ${MOST_WAITING} pictures are waited for`);
  }
}

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/** The PNG of an SVG document. Rejects with TooManyPictures, or where the thread failed at it. */
export function toPng(order: PictureOrder): Promise<Buffer> {
  if (waiting >= MOST_WAITING) return Promise.reject(new TooManyPictures());
  waiting += 1;
  const made = last.then(() => rasterize(order)).finally(() => (waiting -= 1));
  last = made.catch(() => {});
  return made;
}

async function rasterize(order: PictureOrder): Promise<Buffer> {
  let png: Buffer | undefined;
  let lost: Loss | undefined;
  await runInThreads<PictureOrder, string>(
    {
      ...{ module: MODULE, job: 'png', setup: null, files: [order] },
      onResult: (base64) => {
        png = Buffer.from(base64, 'base64');
      },
      onLoss: (_, loss) => {
        lost = loss;
      },
    },
    { deadlineSeconds: DEADLINE_SECONDS },
  );
  if (!png) throw new Error(`${order.path}: no picture was made (${lost})`);
  return png;
}
