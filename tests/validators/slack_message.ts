// A message to Slack, by Slack's own types: what an incoming webhook and chat.postMessage take.
import type { KnownBlock, MessageAttachment } from "@slack/types";
export interface Message {
  text: string;
  channel?: string;
  blocks?: KnownBlock[];
  attachments?: MessageAttachment[];
  thread_ts?: string;
  unfurl_links?: boolean;
  unfurl_media?: boolean;
  mrkdwn?: boolean;
}
