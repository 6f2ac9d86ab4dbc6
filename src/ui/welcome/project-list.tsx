import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ProjectId, ProjectSummary } from '../../document/project-summary.ts';
import { useDesk, useStudio } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { Menu, MenuItem, MenuSeparator } from '../primitives/menu.tsx';
import { NameInput } from '../primitives/name-input.tsx';
import { formatBytes } from '../words/bytes.ts';
import { plural } from '../words/plural.ts';
import { when } from '../words/when.ts';

/** Projects shown before "Show all". */
const fewest = 5;

/** The projects that this browser keeps, last opened first. */
export default function ProjectList() {
  const desk = useDesk();
  const state = useStore(useStudio().projects);
  const [all, setAll] = useState(false);
  if (state.kind === 'loading') return null;
  if (state.kind === 'failed')
    return (
      <section className="wl-continue" aria-label="Projects">
        <h2 className="wl-head">Projects</h2>
        <p className="dim">{state.message}</p>
      </section>
    );
  const { projects, kept } = state;
  // A line that says there is one more would take the room of the one.
  const shown = all || projects.length === fewest + 1 ? projects : projects.slice(0, fewest);
  return (
    <section className="wl-continue" aria-label="Projects">
      <div className="row wl-projects-head">
        <h2 className="wl-head grow">{projects.length > 0 ? 'Continue' : 'Projects'}</h2>
        <button type="button" className="btn quiet" onClick={() => void desk.newProject()}>
          <Icon name="plus" size="s" />
          New project
        </button>
        <button type="button" className="btn quiet" onClick={() => desk.pickBundle()}>
          <Icon name="import" size="s" />
          Open bundle
        </button>
      </div>
      {!kept && (
        <p className="wl-unkept">
          <Icon name="alert" size="s" />
          This window keeps nothing after it is closed, as private windows do. Save a bundle before you close
          it.
        </p>
      )}
      {projects.length === 0 && (
        <p className="dim">Photos that you open become a project, saved in this browser as you work.</p>
      )}
      <ul className="wl-projects">
        {shown.map((project) => (
          <Row key={project.id} project={project} />
        ))}
      </ul>
      {projects.length > shown.length && (
        <button type="button" className="btn quiet" onClick={() => setAll(true)}>
          Show all {projects.length} projects
        </button>
      )}
    </section>
  );
}

function Row({ project }: { readonly project: ProjectSummary }) {
  const desk = useDesk();
  const { studio, screen } = desk;
  const [renaming, setRenaming] = useState(false);
  const { id, name, photos, objects, bytes, openedAt } = project;
  const about = (
    <span className="dim num small cut">
      {plural(photos, 'photo')} · {plural(objects, 'object')} · {formatBytes(bytes)}
    </span>
  );
  return (
    <li className="rec-line">
      {renaming ? (
        <div className="rec">
          <Cover id={id} cover={project.cover} />
          <span className="grow rec-text">
            <NameInput
              name={name}
              maxLength={200}
              behindMenu
              onDone={(typed) => {
                setRenaming(false);
                if (typed !== null) void studio.renameProject(id, typed);
              }}
            />
            {about}
          </span>
        </div>
      ) : (
        <button
          type="button"
          className="rec"
          aria-label={`Open ${name}`}
          onClick={() => void desk.openProject(id)}
        >
          <Cover id={id} cover={project.cover} />
          <span className="grow rec-text">
            <span className="row rec-title">
              <b className="strong cut grow">{name}</b>
              <span className="low small rec-when">{when(openedAt, Date.now())}</span>
            </span>
            {about}
          </span>
        </button>
      )}
      <Menu
        name={`Actions for ${name}`}
        align="end"
        trigger={
          <button type="button" className="ib rec-more" aria-label={`Actions for ${name}`}>
            <Icon name="more" />
          </button>
        }
      >
        <MenuItem icon="pen" label="Rename" onSelect={() => setRenaming(true)} />
        <MenuItem
          icon="duplicate"
          label="Duplicate"
          onSelect={() => void studio.duplicateProject(id, `Copy of ${name}`)}
        />
        <MenuSeparator />
        <MenuItem
          icon="trash"
          label="Delete"
          tone="danger"
          onSelect={() => screen.setState({ deleting: project })}
        />
      </Menu>
    </li>
  );
}

/** The picture that stands for a project. */
function Cover({ id, cover }: { readonly id: ProjectId; readonly cover: string | null }) {
  const studio = useStudio();
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!cover) return;
    let made: string | null = null;
    let gone = false;
    void studio.projectCover(id, cover).then((picture) => {
      if (!picture || gone) return;
      made = URL.createObjectURL(picture);
      setUrl(made);
    });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [studio, id, cover]);
  return (
    <span className="rec-pic">
      {url ? <img src={url} alt="" width="56" height="40" /> : <Icon name="image" />}
    </span>
  );
}
