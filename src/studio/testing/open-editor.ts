import { createStore } from 'zustand/vanilla';
import { rememberedFrom } from '../../document/apply-event.ts';
import type { ImageId, ImageRecord, StudioDocument } from '../../document/document.ts';
import type { ProjectId } from '../../document/project-summary.ts';
import type { Place } from '../../mask/place.ts';
import { createObjectEditing } from '../editing/create-object-editing.ts';
import { EditDesk } from '../editing/edit-desk.ts';
import type { ObjectEditing } from '../editing/object-editing.ts';
import { NoticeBoard } from '../notice-board.ts';
import { PhotoShelf } from '../photo-shelf.ts';
import { ProjectSession } from '../project-session.ts';
import type { Studio } from '../studio.ts';
import { startView, type ViewState } from '../view-state.ts';
import { photoFile, ScriptedPixels } from './scripted-pixels.ts';

/** What of a studio needs no model: everything that the stage and its tools call. */
export type OpenEditor = ObjectEditing &
  Pick<
    Studio,
    | 'project'
    | 'view'
    | 'photos'
    | 'notices'
    | 'announcement'
    | 'setView'
    | 'select'
    | 'showImage'
    | 'undo'
    | 'redo'
    | 'jumpTo'
    | 'askAt'
  > & {
    /** Places that the model was asked about, in canvas space. */
    readonly asked: Place<'canvas'>[];
    readonly pixels: ScriptedPixels;
  };

const editedProject = { id: 'edited' as ProjectId, name: 'Edited', access: 'write' } as const;

/**
 * A studio for editing one photo, with its real session, history and editing methods; only the pixel worker is
 * scripted, whose photos are four grey quarters. `display` is what the stage shows of it.
 */
export async function openEditor(
  image: ImageRecord,
  document: StudioDocument,
  display: ImageBitmap,
): Promise<OpenEditor> {
  const notices = new NoticeBoard();
  const session = new ProjectSession();
  const pixels = new ScriptedPixels();
  const photos = new PhotoShelf(pixels, { read: () => Promise.reject(new Error('There is no file.')) });
  const view = createStore<ViewState>(() => startView);
  const asked: Place<'canvas'>[] = [];
  const { width, height, name } = image;
  await pixels.open(image.id, photoFile(name, width, height));
  photos.put(image.id, { width, height, mediaType: image.mediaType, display });
  session.open(rememberedFrom({ document, currentImage: image.id }), editedProject);
  let ids = 0;
  const select: Studio['select'] = (selection) => view.setState({ selection });
  const showImage = (id: ImageId) => session.showImage(id);
  const deps = { newId: () => `new-${ids++}`, now: () => performance.now(), pixels };
  const mayEdit = () => true;
  const desk = new EditDesk({ session, notices, photos, deps, view, select, showImage, mayEdit });
  return {
    ...createObjectEditing(desk),
    project: session.store,
    view,
    photos: photos.store,
    notices: notices.store,
    announcement: createStore(() => ''),
    setView: (patch) => view.setState(patch),
    select,
    showImage,
    undo: () => desk.undo(),
    redo: () => void desk.redo(),
    jumpTo: (steps) => session.jumpTo(steps),
    askAt: (place) => asked.push(place),
    asked,
    pixels,
  };
}
