import { useEffect, useState } from 'react';
import { useModel } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { formatBytes } from '../words/bytes.ts';
import type { RunningModel } from '../words/model-words.ts';
import { plural } from '../words/plural.ts';

/** Device, size and free space, as far as they are known. */
export function ModelFacts() {
  const model = useModel((state) => state);
  const space = useStorageSpace();
  const ready = model.kind === 'ready' ? model.description : null;
  return (
    <dl className="kv">
      <dt>Runs on</dt>
      <dd>
        {ready && <Icon name="check" size="s" />}
        {ready ? runsOn(ready) : webGpuOffered() ? 'GPU if it passes a test, else CPU' : 'CPU'}
      </dd>
      {ready && (
        <>
          <dt>Size</dt>
          <dd className="num">
            {formatBytes(ready.bytes)}
            {ready.precision !== '' && ` · ${ready.precision} weights`}
          </dd>
        </>
      )}
      {space && (
        <>
          <dt>Free space</dt>
          <dd className="num">
            {formatBytes(space.free)} of {formatBytes(space.quota)}
          </dd>
        </>
      )}
    </dl>
  );
}

function runsOn({ device, deviceName, threads }: RunningModel): string {
  if (device === 'remote') return 'A remote server; photos leave this device';
  const name = deviceName === '' ? '' : ` (${deviceName})`;
  return device === 'webgpu' ? `GPU through WebGPU${name}` : `CPU, ${plural(threads, 'thread')}${name}`;
}

function webGpuOffered(): boolean {
  return 'gpu' in navigator;
}

function useStorageSpace(): { readonly free: number; readonly quota: number } | null {
  const [space, setSpace] = useState<{ readonly free: number; readonly quota: number } | null>(null);
  useEffect(() => {
    let gone = false;
    // Absent in insecure contexts and in some private modes; the line is then left out.
    void navigator.storage?.estimate?.().then(
      ({ quota, usage = 0 }) => {
        if (!gone && quota !== undefined) setSpace({ free: Math.max(0, quota - usage), quota });
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, []);
  return space;
}
