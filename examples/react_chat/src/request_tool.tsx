import type { ToolCallMessagePartComponent } from '@assistant-ui/react';
import { RequestForm } from 'envdock/react';
import { ToolCall } from './tool_call';

/** The tool by which the agent asks for values: its form is Envdock's. */
export const RequestTool: ToolCallMessagePartComponent = (call) => {
  const { request } = (call.artifact ?? {}) as { request?: string };
  return (
    <>
      {request && <RequestForm request={request} />}
      <ToolCall {...call} />
    </>
  );
};
