import type { Desk } from '../desk.ts';
import { canPickFolders } from '../files/pick-folder.ts';
import { plural } from '../words/plural.ts';
import type { DeskCommand } from './desk-command.ts';
import { noPhotoBeside } from './desk-objects.ts';
import { chosenPhotos, listedPhotos, meantPhotos } from './desk-photos.ts';

const group = 'Images';
const page = 'studio';

const needsImages = ({ studio }: Desk) =>
  studio.project.getState().document.images.length === 0 ? 'Open a photo first' : null;

const neighbour = (id: string, step: 1 | -1, key: string, label: string): DeskCommand => ({
  id,
  keys: [key],
  label,
  line: 'Previous, next image',
  icon: step < 0 ? 'chevronLeft' : 'chevronRight',
  words: 'photo',
  group,
  page,
  blocked: (desk) => noPhotoBeside(desk, step),
  run: ({ studio }) => studio.showNeighbour(step),
});

/** Keys that mean this while the focus is in the strip. */
const inStrip = (id: string, keys: readonly string[], line: string): DeskCommand => ({
  id,
  keys,
  label: line,
  group,
  page,
  within: 'strip',
  run: null,
});

export const stripKeys = {
  all: 'Ctrl A',
  none: 'Esc',
  back: 'Shift ArrowLeft',
  forward: 'Shift ArrowRight',
  toggle: 'Ctrl Space',
  remove: 'Del',
} as const;

export const imageCommands: readonly DeskCommand[] = [
  {
    id: 'open',
    keys: ['O'],
    label: 'Open photos',
    icon: 'image',
    words: 'files add import',
    group,
    run: (desk) => desk.pickPhotos(),
  },
  {
    id: 'open-folder',
    keys: [],
    label: 'Open folder',
    icon: 'folder',
    words: 'photos directory add',
    group,
    run: (desk) => desk.pickPhotos('folder'),
  },
  {
    id: 'link-folder',
    keys: [],
    label: 'Link a folder',
    icon: 'folder',
    words: 'photos directory add stay where they are',
    group,
    blocked: () => (canPickFolders() ? null : 'This browser cannot link folders; open the folder instead'),
    run: (desk) => void desk.linkFolder(),
  },
  neighbour('previous', -1, 'D', 'Previous image'),
  neighbour('next', 1, 'F', 'Next image'),
  {
    id: 'strip',
    keys: ['Shift \\'],
    label: 'Fold the images',
    icon: 'strip',
    words: 'hide show strip thumbnails',
    group,
    page,
    run: ({ studio }) => studio.setView({ stripOpen: !studio.view.getState().stripOpen }),
  },
  {
    id: 'select-photos',
    keys: [],
    label: 'Select all photos',
    icon: 'image',
    words: 'images every several many strip',
    group,
    page,
    blocked: needsImages,
    run: (desk) =>
      desk.studio.setView({ stripOpen: true, photoSelection: listedPhotos(desk).map(({ id }) => id) }),
  },
  {
    id: 'select-no-photos',
    keys: [],
    label: 'Select no photos',
    icon: 'close',
    words: 'images clear selection deselect none strip',
    group,
    page,
    blocked: (desk) => (chosenPhotos(desk).length === 0 ? 'No photo is selected' : null),
    run: ({ studio }) => studio.setView({ photoSelection: [] }),
  },
  inStrip('strip-all', [stripKeys.all], 'In the images: all, none'),
  inStrip('strip-none', [stripKeys.none], 'In the images: all, none'),
  inStrip('strip-extend', [stripKeys.back, stripKeys.forward], 'In the images: select more'),
  inStrip('strip-toggle', [stripKeys.toggle], 'In the images: select or not'),
  inStrip('strip-remove', [stripKeys.remove], 'In the images: remove'),
  {
    id: 'export',
    keys: ['Ctrl Shift E'],
    label: 'Export',
    icon: 'export',
    words: 'save download coco file',
    group,
    page,
    inText: true,
    blocked: needsImages,
    run: ({ studio }) => studio.setView({ dialog: 'export' }),
  },
  {
    id: 'import',
    keys: ['Ctrl I'],
    label: 'Import annotations',
    icon: 'import',
    words: 'load coco yolo voc labelme zip masks',
    group,
    run: (desk) => desk.pickAnnotations(),
  },
  {
    id: 'save-bundle',
    keys: [],
    label: 'Save bundle',
    icon: 'download',
    words: 'download project zip backup copy other machine',
    group,
    page,
    run: ({ studio }) => studio.setView({ dialog: 'save-bundle' }),
  },
  {
    id: 'open-bundle',
    keys: [],
    label: 'Open bundle',
    icon: 'import',
    words: 'load project zip restore',
    group,
    run: (desk) => desk.pickBundle(),
  },
  {
    id: 'find-photos',
    keys: [],
    label: 'Find missing photos',
    icon: 'search',
    words: 'lost moved renamed relink reconnect locate unreadable files folder bundle',
    group,
    page,
    blocked: needsImages,
    run: ({ studio }) => studio.setView({ dialog: 'find-photos' }),
  },
  {
    id: 'remove-image',
    keys: [],
    label: 'Remove this photo',
    icon: 'trash',
    words: 'delete image',
    group,
    page,
    blocked: needsImages,
    title: (desk) => {
      const photos = meantPhotos(desk);
      const [first] = photos;
      const what = photos.length > 1 ? plural(photos.length, 'photo') : (first?.name ?? 'this photo');
      return `Remove ${what} from the project`;
    },
    run: (desk) => desk.studio.removeImages(meantPhotos(desk).map(({ id }) => id)),
  },
  {
    id: 'rename-project',
    keys: [],
    label: 'Rename project',
    icon: 'pen',
    words: 'name title',
    group,
    page,
    blocked: ({ studio }) =>
      studio.project.getState().access === 'read' ? 'Another tab changes this project' : null,
    run: ({ screen }) => screen.setState({ renamingProject: true }),
  },
  {
    id: 'close-project',
    keys: [],
    label: 'Close project',
    icon: 'close',
    words: 'start page all projects new',
    group,
    page,
    run: ({ closeProject }) => void closeProject(),
  },
];
