import { cn } from '@/lib/utils';
import * as Parts from '@radix-ui/react-tabs';
import type { ComponentProps } from 'react';

export function Tabs({ className, ...props }: ComponentProps<typeof Parts.Root>) {
  return <Parts.Root data-slot="tabs" className={cn('flex flex-col gap-4', className)} {...props} />;
}

export function TabsList({ className, ...props }: ComponentProps<typeof Parts.List>) {
  const looks = 'inline-flex h-9 w-fit items-center rounded-lg bg-muted p-1';
  return <Parts.List data-slot="tabs-list" className={cn(looks, className)} {...props} />;
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof Parts.Trigger>) {
  const looks =
    'inline-flex h-7 items-center rounded-md px-3 text-sm font-medium text-foreground ' +
    'focus-visible:ring-[3px] focus-visible:ring-ring ' +
    'data-[state=active]:bg-background data-[state=active]:shadow-sm';
  return <Parts.Trigger data-slot="tabs-trigger" className={cn(looks, className)} {...props} />;
}

export function TabsContent({ className, ...props }: ComponentProps<typeof Parts.Content>) {
  return <Parts.Content data-slot="tabs-content" className={cn('flex-1', className)} {...props} />;
}
