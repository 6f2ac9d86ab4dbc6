import type { SamplePhoto } from './studio.ts';

/** Photos that ship with the app and that the embedded model does well; sources in public/samples/SOURCES.md. */
export const samplePhotos: readonly SamplePhoto[] = [
  {
    id: 'cat',
    title: 'Cat',
    prompt: 'the cat',
    url: 'samples/cat.jpg',
    maskUrl: 'samples/cat-mask.svg',
    fileName: 'cat.jpg',
    credit: 'Stéfan van der Walt, CC0',
  },
  {
    id: 'astronaut',
    title: 'Portrait',
    prompt: 'the person',
    url: 'samples/astronaut.jpg',
    maskUrl: 'samples/astronaut-mask.svg',
    fileName: 'astronaut.jpg',
    credit: 'NASA, public domain',
  },
  {
    id: 'raccoon',
    title: 'Raccoon',
    prompt: 'the animal',
    url: 'samples/raccoon.jpg',
    maskUrl: 'samples/raccoon-mask.svg',
    fileName: 'raccoon.jpg',
    credit: 'Public domain, through SciPy',
  },
  {
    id: 'pagoda',
    title: 'Pagoda',
    prompt: 'the building',
    url: 'samples/pagoda.jpg',
    maskUrl: 'samples/pagoda-mask.svg',
    fileName: 'pagoda.jpg',
    credit: 'danielbuechele, CC BY 2.0',
  },
];
