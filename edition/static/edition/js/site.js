// Every page: copying and menus. All pages read and work without it.
import { enableCopying } from './copy.js';
import { enableMenus } from './menus.js';

enableCopying();
enableMenus();
