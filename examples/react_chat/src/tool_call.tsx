import type { ToolCallMessagePartComponent } from '@assistant-ui/react';

/** What the agent has called, and what it was told. */
export const ToolCall: ToolCallMessagePartComponent = ({ toolName, args, result, status }) => (
  <details className="call">
    <summary>
      <code>{toolName}</code> {progress(result, status.type)}
    </summary>
    <p>Called with</p>
    <pre tabIndex={0}>{JSON.stringify(args, null, 2)}</pre>
    {result !== undefined && (
      <>
        <p>Answer</p>
        <pre tabIndex={0}>{JSON.stringify(result, null, 2)}</pre>
      </>
    )}
  </details>
);

function progress(result: unknown, status: string): string {
  if (result !== undefined) return 'has answered the agent';
  return status === 'running' ? 'is waiting' : 'was left before it answered';
}
