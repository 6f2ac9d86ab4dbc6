import { lazy, Suspense } from 'react';
import { useScreen, useView } from '../desk.ts';
import { AboutModel } from './about-model.tsx';
import { ConfirmClose } from './confirm-close.tsx';

const ClassesDialog = lazy(() => import('../classes/classes-dialog.tsx'));
const ExportDialog = lazy(() => import('../export/export-dialog.tsx'));
const ImportDialog = lazy(() => import('../import/import-dialog.tsx'));
const CommandPalette = lazy(() => import('../palette/command-palette.tsx'));
const ShortcutSheet = lazy(() => import('../shortcuts/shortcut-sheet.tsx'));

export default function Dialogs() {
  const dialog = useView((view) => view.dialog);
  const confirming = useScreen((screen) => screen.confirming);
  return (
    <Suspense>
      {dialog === 'classes' && <ClassesDialog />}
      {dialog === 'export' && <ExportDialog />}
      {dialog === 'import' && <ImportDialog />}
      {dialog === 'shortcuts' && <ShortcutSheet />}
      {dialog === 'palette' && <CommandPalette />}
      {dialog === 'about-model' && <AboutModel />}
      {confirming === 'close-project' && <ConfirmClose />}
    </Suspense>
  );
}
