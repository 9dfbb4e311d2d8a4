/** The security headers of every answer: helmet's, as far as they fit a service of open documents. */
import helmet from 'helmet';

export function securityHeaders(baseUrl: string) {
  const https = baseUrl.startsWith('https:');
  return helmet({
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
    // Each representation says whether others may embed it.
    crossOriginResourcePolicy: false,
  });
}
