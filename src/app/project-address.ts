import type { StoreApi } from 'zustand/vanilla';
import type { ProjectId } from '../document/project-summary.ts';
import type { Studio } from '../studio/studio.ts';
import type { ScreenState } from '../ui/screen.ts';

const prefix = '#project=';

/** The project that this tab's address names, whether there is one or not; null for the start page. */
export function projectInAddress(): ProjectId | null {
  const { hash } = location;
  // Ids are letters, digits and dashes, which addresses hold as they are.
  const id = hash.startsWith(prefix) ? hash.slice(prefix.length) : '';
  return id === '' ? null : (id as ProjectId);
}

/** Keeps the address at the project shown, so that a reload, a bookmark and the Back button lead to it. */
export function followAddress(studio: Studio, screen: StoreApi<ScreenState>): void {
  const follow = () => {
    const { page } = screen.getState();
    if (page === 'opening') return;
    const { id } = studio.project.getState();
    const shown = page === 'studio' ? id : null;
    if (shown === projectInAddress()) return;
    history.pushState(null, '', shown ? `${prefix}${shown}` : location.pathname + location.search);
  };
  screen.subscribe(follow);
  studio.project.subscribe(({ id }, before) => {
    if (id !== before.id) follow();
  });
  window.addEventListener('popstate', () => void goTo(projectInAddress(), studio, screen));
  follow();
}

async function goTo(id: ProjectId | null, studio: Studio, screen: StoreApi<ScreenState>): Promise<void> {
  if (id === null) {
    screen.setState({ page: 'welcome' });
    await studio.refreshProjects();
    return;
  }
  if (studio.project.getState().id !== id) screen.setState({ page: 'opening' });
  screen.setState({ page: (await studio.openProject(id)) ? 'studio' : 'welcome' });
}
