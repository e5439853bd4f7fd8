import type { ChatModelAdapter, ThreadAssistantMessagePart } from '@assistant-ui/react';
import { post } from './backend';

/** The agent runs in the backend; its message comes as a stream of parts. */
export const agent: ChatModelAdapter = {
  async *run({ abortSignal }) {
    const { body } = await post('/chat/turn', abortSignal);
    const content: ThreadAssistantMessagePart[] = [];
    for await (const part of lines(body!)) {
      const at = content.findIndex((known) => isSame(known, part));
      if (at < 0) content.push(part);
      else content[at] = part;
      yield { content: [...content] };
    }
  },
};

function isSame(known: ThreadAssistantMessagePart, part: ThreadAssistantMessagePart): boolean {
  return known.type === 'tool-call' && part.type === 'tool-call' && known.toolCallId === part.toolCallId;
}

async function* lines(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<ThreadAssistantMessagePart> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const complete = (rest + value).split('\n');
    rest = complete.pop() ?? '';
    for (const line of complete) yield JSON.parse(line);
  }
}
