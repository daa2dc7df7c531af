// Every page: copying, menus, an offer of the reader's own language. All pages read and work without it.
import { enableCopying } from './copy.js';
import { offerLanguage } from './languages.js';
import { enableMenus } from './menus.js';

enableCopying();
enableMenus();
offerLanguage();
