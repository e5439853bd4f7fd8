import { AuiIf, ComposerPrimitive, ErrorPrimitive, MessagePrimitive, ThreadPrimitive } from '@assistant-ui/react';
import { RequestTool } from './request_tool';
import { ToolCall } from './tool_call';

export function Thread() {
  return (
    <ThreadPrimitive.Root className="thread" role="region" aria-label="Conversation">
      <ThreadPrimitive.Viewport className="messages">
        <ThreadPrimitive.Empty>
          <p className="hint">Say anything: the agent sets the shop up.</p>
        </ThreadPrimitive.Empty>
        <ThreadPrimitive.Messages>
          {({ message }) => (message.role === 'user' ? <PersonMessage /> : <AgentMessage />)}
        </ThreadPrimitive.Messages>
      </ThreadPrimitive.Viewport>
      <ComposerPrimitive.Root className="composer">
        <ComposerPrimitive.Input aria-label="Message" placeholder="Message the agent" rows={1} />
        <AuiIf condition={({ thread }) => !thread.isRunning}>
          <ComposerPrimitive.Send>Send</ComposerPrimitive.Send>
        </AuiIf>
        <AuiIf condition={({ thread }) => thread.isRunning}>
          <ComposerPrimitive.Cancel>Stop</ComposerPrimitive.Cancel>
        </AuiIf>
      </ComposerPrimitive.Root>
    </ThreadPrimitive.Root>
  );
}

function PersonMessage() {
  return (
    <MessagePrimitive.Root className="message" data-author="person" role="article" aria-label="You">
      <MessagePrimitive.Parts components={{ Text }} />
    </MessagePrimitive.Root>
  );
}

function AgentMessage() {
  return (
    <MessagePrimitive.Root className="message" data-author="agent" role="article" aria-label="Agent">
      <MessagePrimitive.Parts
        components={{
          Text,
          Empty: Nothing,
          tools: { by_name: { request_env_variables: RequestTool }, Fallback: ToolCall },
        }}
      />
      <MessagePrimitive.Error>
        <ErrorPrimitive.Root className="error">The agent could not be reached. Say it again.</ErrorPrimitive.Root>
      </MessagePrimitive.Error>
    </MessagePrimitive.Root>
  );
}

/** While the agent is at work, its calls say so. */
function Nothing() {
  return null;
}

function Text({ text }: { text: string }) {
  return <p>{text}</p>;
}
