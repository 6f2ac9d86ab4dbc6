/** The studio's version, as in package.json: files say by which version they were written. */
export const studioVersion = '0.1.0';
