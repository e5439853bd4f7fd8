import { Button } from '@/components/ui/button';
import { Card, CardContent, CardFooter } from '@/components/ui/card';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { EnvironmentTab, MissingBadge, OrganizationSecrets, RepositorySummary } from 'envdock/react';
import { useState } from 'react';
import type { Configuration } from './server';

export function App({ configurations }: { configurations: Configuration[] }) {
  const [shown, setShown] = useState(configurations[0]);
  const about = shown && { configuration: shown.id, session: shown.session };
  return (
    <div className="grid min-h-svh lg:grid-cols-[minmax(0,1fr)_26rem]">
      <main className="flex min-w-0 flex-col gap-4 p-4">
        <header className="flex items-center gap-3">
          <div className="mr-auto">
            <h1 className="text-lg font-semibold">Projects</h1>
            <p className="text-sm text-muted-foreground">What each project needs, and what is missing</p>
          </div>
          <MissingBadge {...about} />
          <Button variant="outline" size="sm" onClick={switchScheme}>
            Light or dark
          </Button>
        </header>
        <Tabs defaultValue="projects">
          <TabsList>
            <TabsTrigger value="projects">Projects</TabsTrigger>
            <TabsTrigger value="secrets">Organization secrets</TabsTrigger>
          </TabsList>
          <TabsContent value="projects" className="grid gap-4">
            {configurations.map((configuration) => (
              <Card key={configuration.id}>
                <CardContent className="px-0">
                  <RepositorySummary configuration={configuration.id} />
                </CardContent>
                <CardFooter>
                  <Button onClick={() => setShown(configuration)}>Show {configuration.name}</Button>
                </CardFooter>
              </Card>
            ))}
          </TabsContent>
          <TabsContent value="secrets">
            <OrganizationSecrets />
          </TabsContent>
        </Tabs>
      </main>
      <aside className="flex flex-col border-l bg-sidebar text-sidebar-foreground">
        <EnvironmentTab className="flex-1" {...about} />
      </aside>
    </div>
  );
}

function switchScheme() {
  document.documentElement.classList.toggle('dark');
}
