import { StudioError } from '../src/errors/studio-error.ts';
import { evalCommand, evalHelp } from './eval-command.ts';
import { segmentCommand, segmentHelp } from './segment-command.ts';
import { UsageError } from './usage-error.ts';

const help = `text4seg: the studio's engine without a browser

  npm run -s cli -- segment PHOTO... --prompt "the dog" [--out coco.json] [--masks DIR]
  npm run -s cli -- eval --refs REFS.json --images DIR [--out report.json]
  npm run -s cli -- segment --help
  npm run -s cli -- eval --help`;

const commands = {
  segment: { run: segmentCommand, help: segmentHelp },
  eval: { run: evalCommand, help: evalHelp },
} as const;

/** 0 done, 1 something failed, 2 the command is not understood. */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(help);
    return name === undefined ? 2 : 0;
  }
  if (!(name === 'segment' || name === 'eval')) {
    console.error(`There is no command “${name}”.\n\n${help}`);
    return 2;
  }
  const command = commands[name];
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(command.help);
    return 0;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (error instanceof UsageError || isParseError(error)) {
      console.error(`${(error as Error).message}\n\n${command.help}`);
      return 2;
    }
    console.error(error instanceof StudioError ? error.message : error);
    return 1;
  }
}

function isParseError(error: unknown): boolean {
  return String((error as { code?: unknown }).code ?? '').startsWith('ERR_PARSE_ARGS');
}

process.exitCode = await main(process.argv.slice(2));
