import { lazy, Suspense } from 'react';
import { useScreen, useView } from '../desk.ts';
import { AboutModel } from './about-model.tsx';
import { ConfirmDelete } from './confirm-delete.tsx';

const ClassesDialog = lazy(() => import('../classes/classes-dialog.tsx'));
const ExportDialog = lazy(() => import('../export/export-dialog.tsx'));
const ImportDialog = lazy(() => import('../import/import-dialog.tsx'));
const CommandPalette = lazy(() => import('../palette/command-palette.tsx'));
const SaveBundleDialog = lazy(() => import('../bundle/save-bundle-dialog.tsx'));
const OpenBundleDialog = lazy(() => import('../bundle/open-bundle-dialog.tsx'));
const FindPhotosDialog = lazy(() => import('../find-photos/find-photos-dialog.tsx'));
const ShortcutSheet = lazy(() => import('../shortcuts/shortcut-sheet.tsx'));

export default function Dialogs() {
  const dialog = useView((view) => view.dialog);
  const deleting = useScreen((screen) => screen.deleting);
  return (
    <Suspense>
      {dialog === 'classes' && <ClassesDialog />}
      {dialog === 'export' && <ExportDialog />}
      {dialog === 'import' && <ImportDialog />}
      {dialog === 'save-bundle' && <SaveBundleDialog />}
      {dialog === 'open-bundle' && <OpenBundleDialog />}
      {dialog === 'find-photos' && <FindPhotosDialog />}
      {dialog === 'shortcuts' && <ShortcutSheet />}
      {dialog === 'palette' && <CommandPalette />}
      {dialog === 'about-model' && <AboutModel />}
      {deleting && <ConfirmDelete project={deleting} />}
    </Suspense>
  );
}
