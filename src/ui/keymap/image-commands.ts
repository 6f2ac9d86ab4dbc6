import { imageById } from '../../document/lookup.ts';
import type { Desk } from '../desk.ts';
import { canPickFolders } from '../files/pick-folder.ts';
import type { DeskCommand } from './desk-command.ts';
import { noPhotoBeside } from './desk-objects.ts';

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
    title: ({ studio }) => {
      const { document, currentImage } = studio.project.getState();
      const name = currentImage === null ? undefined : imageById(document, currentImage)?.name;
      return name === undefined ? 'Remove this photo' : `Remove ${name} from the project`;
    },
    run: ({ studio }) => {
      const { currentImage } = studio.project.getState();
      if (currentImage !== null) studio.removeImage(currentImage);
    },
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
