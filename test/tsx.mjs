/** Runs TypeScript as it is, in threads too: what `--import tsx` (4.23) registers on Node 20 holds for the main thread only. */
import { register } from 'tsx/esm/api';

register();
