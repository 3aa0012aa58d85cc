import { Link, useLocation } from 'wouter';
import { Icon } from './icon.js';
import { isCurrent, NAVIGATION } from './navigation-items.js';

/** The ways to the screens: in the header, and at the lower edge of a phone. */
export function Navigation() {
  const [path] = useLocation();
  return (
    <nav className="navigation" aria-label="Screens">
      <ul>
        {NAVIGATION.map(({ href, name, icon }) => (
          <li key={href}>
            <Link href={href} aria-current={isCurrent(href, path) ? 'page' : undefined}>
              <Icon name={icon} />
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
