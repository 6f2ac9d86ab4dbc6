import { Tensor } from 'onnxruntime-web';

export const caught = Tensor;
