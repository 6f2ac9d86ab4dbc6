import { StudioError } from '../errors/studio-error.ts';
import type { ManifestFile } from './manifest.ts';

/** Lower-case hexadecimal SHA-256. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Throws StudioError `package-corrupt` unless `bytes` has the size and hash that the manifest states for it.
 */
export async function verifyFile(file: ManifestFile, bytes: Uint8Array): Promise<void> {
  if (bytes.length !== file.bytes) {
    const kind = bytes.length < file.bytes ? 'cut short' : 'too long';
    throw new StudioError(
      'package-corrupt',
      `The model file ${file.path} is ${kind}: ${bytes.length} bytes arrived where its manifest says ${file.bytes}. Load it again; if that doesn't help, the package on the server is damaged.`,
    );
  }
  if ((await sha256(bytes)) !== file.sha256) {
    throw new StudioError(
      'package-corrupt',
      `The model file ${file.path} is not the one its manifest describes: its SHA-256 differs. Load it again; if that doesn't help, the package on the server is damaged.`,
    );
  }
}
