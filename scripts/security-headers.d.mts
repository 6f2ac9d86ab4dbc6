export const isolationHeaders: Readonly<Record<string, string>>;
/** As one header or meta element takes it. */
export const contentSecurityPolicy: string;
export const securityHeaders: Readonly<Record<string, string>>;
