/** The security headers of every answer: helmet's, as far as they suit a service of open documents. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { HeaderList } from './representation.ts';

/** What no page of ours asks a browser for, nor what is in a frame of one; pages copy addresses and share them. */
const UNUSED = [
  ...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'magnetometer', 'microphone'],
  ...['midi', 'payment', 'serial', 'usb'],
];

/** Written out once: an answer from memory passes no middleware. */
export function securityHeaders(baseUrl: string): HeaderList {
  const https = baseUrl.startsWith('https:');
  const middleware = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // For tools that audit a page from inside it, and look for robots.txt.
        connectSrc: ["'self'"],
        imgSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'self'"],
        // Over plain http it would send browsers to an https that is not there; likewise HSTS.
        ...(https && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: https,
    // Each representation has its own.
    crossOriginResourcePolicy: false,
  });
  const headers = new Map<string, string>();
  let done = false;
  const response = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: (name: string) => headers.delete(name),
  };
  middleware({} as IncomingMessage, response as unknown as ServerResponse, (error?: unknown) => {
    if (error) throw error;
    done = true;
  });
  if (!done || headers.size === 0) throw new Error('helmet no longer writes its headers at once');
  // helmet 8.3 knows no such header.
  headers.set('Permissions-Policy', UNUSED.map((feature) => `${feature}=()`).join(', '));
  return [...headers].flat();
}
